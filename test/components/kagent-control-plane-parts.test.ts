import { controlPlaneRefOf, kagentControlPlane } from '../../lib/components/kagent-control-plane';
import { exampleControlPlane, exampleWithGateway } from '../../lib/components/kagent-control-plane/example';
import type { KagentControlPlaneProps } from '../../lib/components/kagent-control-plane/props';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import { defineTenant } from '../../lib/platform/tenant-ref';
import { LateOutput } from '../fixtures/late-output';
import {
  type Anything,
  build,
  type Changes,
  configOf,
  environmentOf,
  INFERENCE,
  manifest,
  podOf,
  prepared,
  refusals,
  resource,
  TRIAL,
} from './control-plane-objects';

/** The example's gateway with another transport, as its ref would have it. */
function withTransport(transport: object, changes: Changes = {}, auth = 'anonymous'): KagentControlPlaneProps {
  const props = exampleWithGateway();
  return { ...props, gateway: { ...props.gateway, transport, auth }, ...changes } as KagentControlPlaneProps;
}

describe('the gateway', () => {
  test('with mutual TLS is reached through a sidecar on loopback that the controller waits for', () => {
    const props = exampleWithGateway();
    expect(environmentOf(props)).toMatchObject({
      OPENSHELL_GATEWAY_URL: '127.0.0.1:8090',
      OPENSHELL_GRPC_ADDR: '127.0.0.1:8090',
      OPENSHELL_INSECURE: 'true',
    });
    expect(environmentOf(props)).not.toHaveProperty('OPENSHELL_TLS_CA_FILE');
    const { initContainers, containers, volumes } = podOf(props);
    const [proxy] = initContainers;
    expect(proxy).toMatchObject({
      name: 'tls-proxy',
      restartPolicy: 'Always',
      command: ['/bin/sh', '/etc/tls-proxy/config/run.sh'],
      startupProbe: { httpGet: { path: '/ready', port: 8091 } },
      readinessProbe: { httpGet: { path: '/ready', port: 8091 } },
    });
    // The client's key is the sidecar's alone.
    const key = 'gateway-client-certificate';
    expect(volumes).toContainEqual({
      name: key,
      secret: {
        secretName: 'openshell-client-tls',
        defaultMode: 0o440,
        items: [
          { key: 'tls.crt', path: 'client.pem' },
          { key: 'tls.key', path: 'client.pem.key' },
          { key: 'ca.crt', path: 'ca.crt' },
        ],
      },
    });
    expect(containers[0].volumeMounts.map(({ name }: Anything) => name)).toEqual(['database-url']);
    const config: string = manifest(props, 'tls-proxy-config').data['haproxy.cfg'];
    expect(config).toContain('    bind 127.0.0.1:8090\n');
    expect(config).toContain(
      'server gateway openshell.team-a-openshell.svc.cluster.local:8080 ssl crt /etc/tls-proxy/client/client.pem',
    );
    expect(config).toContain('verify required verifyhost openshell.team-a-openshell.svc.cluster.local');
  });

  test('with mutual TLS is reached through ghostunnel when asked for', () => {
    const props = exampleWithGateway({ tlsProxy: { kind: 'ghostunnel' } });
    const [proxy] = podOf(props).initContainers;
    expect(proxy.image).toMatch(/^docker\.io\/ghostunnel\/ghostunnel:.*@sha256:/);
    expect(proxy.args).toEqual([
      'client',
      '--listen=127.0.0.1:8090',
      '--target=openshell.team-a-openshell.svc.cluster.local:8080',
      '--cert=/etc/tls-proxy/client/client.pem',
      '--key=/etc/tls-proxy/client/client.pem.key',
      '--cacert=/etc/tls-proxy/client/ca.crt',
      '--timed-reload=30s',
      '--status=http://$(POD_IP):8091',
    ]);
    expect(proxy.startupProbe.httpGet).toEqual({ path: '/_status', port: 8091 });
    expect(build(props).has('tls-proxy-config')).toBe(false);
  });

  test('with a certificate of its own is checked against its authority, with a token from a file', () => {
    const props = withTransport(
      { mode: 'server', caSecret: 'gateway-ca' },
      { gatewayToken: { name: 'kagent-token', key: 'token' } },
      'oidc',
    );
    expect(environmentOf(props)).toMatchObject({
      OPENSHELL_GATEWAY_URL: 'openshell.team-a-openshell.svc.cluster.local:8080',
      OPENSHELL_GRPC_ADDR: 'openshell.team-a-openshell.svc.cluster.local:8080',
      OPENSHELL_TLS_CA_FILE: '/etc/kagent/gateway-ca/ca.crt',
      OPENSHELL_TOKEN_FILE: '/etc/kagent/gateway-token/token',
    });
    expect(environmentOf(props)).not.toHaveProperty('OPENSHELL_INSECURE');
    expect(environmentOf(props)).not.toHaveProperty('OPENSHELL_TOKEN');
    const { initContainers, volumes } = podOf(props);
    expect(initContainers).toBeUndefined();
    expect(volumes.slice(1)).toEqual([
      {
        name: 'gateway-ca',
        secret: { secretName: 'gateway-ca', defaultMode: 0o440, items: [{ key: 'ca.crt', path: 'ca.crt' }] },
      },
      {
        name: 'gateway-token',
        secret: { secretName: 'kagent-token', defaultMode: 0o440, items: [{ key: 'token', path: 'token' }] },
      },
    ]);
  });

  test('in plain text is dialled so', () => {
    expect(environmentOf(withTransport({ mode: 'plaintext' }))).toMatchObject({
      OPENSHELL_GATEWAY_URL: 'openshell.team-a-openshell.svc.cluster.local:8080',
      OPENSHELL_INSECURE: 'true',
    });
  });

  test.each<[string, KagentControlPlaneProps, [string, string][]]>([
    ['of a version whose phase it cannot read', patched({ version: '0.0.53' }), [['KF5003', 'gateway.version']]],
    ['of a version without its inference call', patched({ version: '0.0.111' }), [['KF5003', 'gateway.version']]],
    ['that asks for a token', patched({ auth: 'oidc' }), [['KF5003', 'gatewayToken']]],
    [
      'that lets another namespace in',
      patched({ callers: [{ namespace: 'team-b' }] }),
      [['KF5003', 'gateway.callers']],
    ],
    ['that is no ref', patched({ refVersion: 0 }), [['KF5003', 'gateway']]],
    ['of another tenant', ofTenant(), [['KF5003', 'gateway.namespace']]],
  ])('%s is refused', (_case, props, expected) => {
    expect(refusals(props)).toEqual(expected);
  });

  test('says for each version why it cannot be driven', () => {
    const problem = (version: string) =>
      prepared(patched({ version })).diagnostics.find(({ rule }) => rule === 'KF5003')?.problem;
    expect(problem('0.0.53')).toContain('phase');
    expect(problem('0.0.53')).not.toContain('SetClusterInference');
    expect(problem('0.0.111')).toContain('SetClusterInference');
    expect(problem('0.0.49')).toContain('agent-sandbox');
  });

  test('is driven by one kagent', () => {
    expect(resource(exampleWithGateway(), 'controller').occupies).toEqual([
      'driver of OpenShell gateway team-a-openshell/openshell',
    ]);
  });

  function ofTenant(): KagentControlPlaneProps {
    const { gateway, platform } = exampleWithGateway();
    if (platform === undefined) throw new Error('the example has a platform');
    const tenant = defineTenant({ platform, name: 'team-a' });
    const theirs = { ...gateway, namespace: 'team-b-openshell' };
    const unset = { platform: undefined, namespace: undefined, createNamespace: undefined };
    return exampleControlPlane({ ...unset, tenant, gateway: theirs });
  }

  function patched(changes: Changes): KagentControlPlaneProps {
    const props = exampleWithGateway();
    return { ...props, gateway: { ...props.gateway, ...changes } } as KagentControlPlaneProps;
  }
});

describe('the database', () => {
  test('outside is known by a file, and no variable has its address', () => {
    const environment = environmentOf(exampleControlPlane());
    expect(environment.POSTGRES_DATABASE_URL_FILE).toBe('/etc/kagent/database/url');
    expect(Object.keys(environment).filter((name) => /URL$|PASSWORD/.test(name))).toEqual([]);
  });

  test('of a trial has its password by reference, which the printed address leaves out', () => {
    const props = exampleControlPlane(TRIAL);
    expect(environmentOf(props)).toMatchObject({
      POSTGRES_DATABASE_URL:
        'postgres://kagent@kagent-postgresql.team-a-kagent.svc.cluster.local:5432/kagent?sslmode=disable',
      PGPASSWORD: 'kagent-db/password',
    });
    expect(resource(props, 'controller').dependsOn).toContain('postgresql');
    expect(resource(props, 'postgresql').readiness).toEqual([{ condition: 'Available' }]);
    expect(resource(props, 'postgresql-claim').state).toMatchObject({ retain: true, protect: true });
    expect(manifest(props, 'postgresql').spec.strategy).toEqual({ type: 'Recreate' });
    expect(refusals(exampleControlPlane({ database: TRIAL.database }))).toEqual([['KF5010', 'database.embedded']]);
  });

  test('of a trial has vectors with an image that can', () => {
    const embedded = { ...TRIAL.database.embedded, vector: true };
    const props = exampleControlPlane({ ...TRIAL, database: { embedded } });
    expect(podOf(props, 'postgresql').containers[0].image).toContain('pgvector');
    expect(configOf(props).DATABASE_VECTOR_ENABLED).toBe('true');
    expect(controlPlaneRefOf(props).memory).toBe(true);
  });
});

describe('the pods', () => {
  test.each(['controller', 'ui', 'postgresql'])('of %s give up what they can', (key) => {
    const pod = podOf(exampleControlPlane(TRIAL), key);
    expect(pod.enableServiceLinks).toBe(false);
    expect(pod.automountServiceAccountToken).toBe(key === 'controller');
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    for (const container of [...(pod.initContainers ?? []), ...pod.containers]) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
      });
      expect(container.image).toMatch(/@sha256:/);
      expect(container.resources.limits.memory).toBeDefined();
      expect(container.startupProbe && container.livenessProbe && container.readinessProbe).toBeDefined();
    }
  });

  test('of the controller have time for the database, and one goes before the next comes', () => {
    const { startupProbe } = podOf(exampleControlPlane()).containers[0];
    expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBeGreaterThan(130);
    expect(manifest(exampleControlPlane(), 'controller').spec.strategy).toEqual({ type: 'Recreate' });
    const several = manifest(exampleControlPlane({ controller: { replicas: 2 } }), 'controller').spec;
    expect(several.strategy.type).toBe('RollingUpdate');
    expect(several.template.spec.topologySpreadConstraints).toHaveLength(2);
  });

  test('take what props say, now or later', () => {
    const later = new LateOutput(() => `mirror.example/controller@sha256:${'1'.repeat(64)}`);
    const props = exampleControlPlane({
      controller: {
        image: later,
        extraArgs: ['--zap-encoder=console'],
        extraEnv: [{ name: 'HTTPS_PROXY', value: 'http://proxy.example:3128' }],
        podLabels: { team: 'a' },
      },
      tolerations: [{ key: 'agents', operator: 'Exists' }],
      priorityClassName: 'platform',
    });
    const { resources, diagnostics } = prepare(kagentControlPlane, props, 'team-a/kagent', 'pulumi');
    expect(diagnostics.filter(isBlocking)).toEqual([]);
    const pod: Anything = resources.find(({ key }) => key === 'controller')?.manifest;
    const { spec } = pod.spec.template;
    expect(spec).toMatchObject({ priorityClassName: 'platform', tolerations: [{ key: 'agents', operator: 'Exists' }] });
    expect(spec.containers[0].args).toEqual(['--zap-encoder=console']);
    expect(spec.containers[0].env.at(-1)).toEqual({ name: 'HTTPS_PROXY', value: 'http://proxy.example:3128' });
    expect(spec.containers[0].image).not.toEqual(expect.any(String));
  });
});

describe('the UI', () => {
  test('reads its own files over the image’s, and Next.js listens on loopback', () => {
    const props = exampleControlPlane({ ui: { streamTimeout: '1h', forwardedHeaders: ['X-Team', 'X-Trace'] } });
    expect(podOf(props, 'ui').containers[0].volumeMounts).toEqual([
      { name: 'config', mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf', readOnly: true },
      {
        name: 'config',
        mountPath: '/etc/supervisor/conf.d/supervisord.conf',
        subPath: 'supervisord.conf',
        readOnly: true,
      },
      { name: 'nextjs-cache', mountPath: '/app/ui/.next/cache' },
      { name: 'tmp', mountPath: '/tmp' },
    ]);
    const files = manifest(props, 'ui-config').data;
    expect(files['nginx.conf']).toContain('proxy_read_timeout 3600s;');
    expect(files['nginx.conf']).toContain('http://kagent-controller.team-a-kagent.svc.cluster.local:8083;');
    expect(files['supervisord.conf']).toContain('HOSTNAME="127.0.0.1"');
    expect(environmentOf(props, 'ui')).toEqual({
      NEXT_PUBLIC_BACKEND_URL: '/api',
      BACKEND_INTERNAL_URL: 'http://kagent-controller.team-a-kagent.svc.cluster.local:8083/api',
      KAGENT_STREAM_TIMEOUT_MS: '3600000',
      KAGENT_ADDITIONAL_FORWARDED_HEADERS: 'X-Team,X-Trace',
    });
  });

  test('lets no browser pass for an agent', () => {
    const nginx: string = manifest(exampleControlPlane(), 'ui-config').data['nginx.conf'];
    expect(nginx).toContain('proxy_set_header X-Agent-Name "";');
    expect(nginx).toContain('proxy_set_header X-User-Id "";');
  });
});

describe('observability', () => {
  test('sends what kagent has, and no header that agents’ pods would show', () => {
    const otlp = { endpoint: 'http://otel.observability.svc:4317', signals: ['traces', 'logs'] };
    expect(environmentOf(exampleControlPlane({ observability: { otlp } }))).toMatchObject({
      OTEL_TRACING_ENABLED: 'true',
      OTEL_LOGGING_ENABLED: 'true',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel.observability.svc:4317',
      OTEL_EXPORTER_OTLP_INSECURE: 'true',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    });
    const withHeaders = { otlp: { ...otlp, headers: { name: 'otel', key: 'headers' } } };
    expect(refusals(exampleControlPlane({ observability: withHeaders }))).toContainEqual([
      'KF3320',
      'observability.otlp.headers',
    ]);
    const secret = [{ name: 'OTEL_EXPORTER_X', valueFrom: { secretKeyRef: { name: 'otel', key: 'x' } } }];
    expect(refusals(exampleControlPlane({ controller: { extraEnv: secret } }))).toEqual([
      ['KF5006', 'controller.extraEnv.0.name'],
    ]);
  });

  test('serves metrics to those who may scrape, without a right in the cluster', () => {
    const metrics = { scrapeFrom: [{ namespace: 'monitoring' }], serviceMonitor: {} };
    const props = exampleControlPlane({ observability: { metrics } });
    expect(environmentOf(props)).toMatchObject({ METRICS_BIND_ADDRESS: ':8443', METRICS_SECURE: 'false' });
    const service = manifest(props, 'metrics-service');
    const labels = manifest(props, 'controller').spec.template.metadata.labels;
    for (const [label, value] of Object.entries(manifest(props, 'service-monitor').spec.selector.matchLabels)) {
      expect([label, service.metadata.labels[label], labels[label]]).toEqual([label, value, value]);
    }
    expect(manifest(props, 'service').metadata.labels).not.toHaveProperty('kagent-fleet.dev/metrics');
    expect(environmentOf(exampleControlPlane())).not.toHaveProperty('METRICS_BIND_ADDRESS');
  });
});

describe('the default model', () => {
  test('is that of the gateway’s route, after the controller', () => {
    const props = exampleWithGateway({}, { inference: INFERENCE });
    expect(manifest(props, 'default-model-config').spec).toEqual({
      provider: 'OpenAI',
      model: 'gpt-5',
      apiKeySecret: 'openai',
      apiKeySecretKey: 'apiKey',
    });
    expect(resource(props, 'default-model-config')).toMatchObject({
      dependsOn: expect.arrayContaining(['crd-modelconfigs', 'controller']),
      readiness: [{ condition: 'Accepted' }],
    });
    expect(
      build(exampleWithGateway({ defaultModel: 'none' }, { inference: INFERENCE })).has('default-model-config'),
    ).toBe(false);
  });

  test('differs in nothing from it', () => {
    const defaultModel = { provider: 'Anthropic', model: 'x', apiKey: { name: 'a', key: 'b' } };
    expect(refusals(exampleWithGateway({ defaultModel }, { inference: INFERENCE }))).toEqual([
      ['KF5012', 'defaultModel.provider'],
      ['KF5012', 'defaultModel.model'],
      ['KF5012', 'defaultModel.apiKey'],
    ]);
  });
});
