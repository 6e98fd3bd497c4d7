import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { OpenShellGateway } from '../../constructs/cdk8s';
import {
  gatewayRefOf,
  inferenceStateOf,
  type OpenShellGatewayProps,
  openShellGateway,
} from '../../lib/components/openshell-gateway';
import {
  EXAMPLE_TOOLS,
  exampleGateway,
  exampleGatewayPlatform,
  exampleSideBySide,
} from '../../lib/components/openshell-gateway/example';
import { gatewayIdOf } from '../../lib/components/openshell-gateway/names';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import { defineTenant } from '../../lib/platform/tenant-ref';
import { LateOutput } from '../fixtures/late-output';
import { type Anything, build, manifest } from './openshell-gateway-objects';
import { describeRuleExamples } from './rule-examples';

const RENDERED = join(
  process.env.KAGENT_FLEET_UPSTREAM ?? join(__dirname, '../../../shared/upstream'),
  'openshell-v%/rendered/helm-default.yaml',
);
const GATEWAY_IMAGE = `ghcr.io/nvidia/openshell/gateway:0.0.46@sha256:${'6'.repeat(64)}`;

const POSTGRES = {
  storage: { postgres: { url: { name: 'openshell-db', key: 'uri' }, to: { namespace: 'postgres' } } },
};
const COPIES = { backup: { cronJob: { schedule: '0 3 * * *', image: EXAMPLE_TOOLS, claim: 'openshell-copies' } } };
const SNAPSHOTS = { backup: { volumeSnapshot: { schedule: '0 3 * * *', image: EXAMPLE_TOOLS, className: 'csi' } } };
const MANAGED = { workspaceMode: 'managed', acknowledge: [{ rule: 'KF4003', reason: 'one team, its own cluster' }] };
const OPERATOR = {
  workspaceMode: { operator: { namespaceLabel: 'openshell.ai/workspace=true' } },
  acknowledge: [{ rule: 'KF4003', reason: 'namespaces are made and fenced by the platform' }],
};

function pod(props: OpenShellGatewayProps): Anything {
  return manifest(props, 'gateway').spec.template.spec;
}

describeRuleExamples(openShellGateway);

const BOTH_RELEASES = [
  ...['namespace', 'sandbox-namespace', 'service-account', 'role', 'role-binding'],
  ...['default-deny', 'network-policy', 'disruption-budget'],
  ...['sandboxes-default-deny', 'sandboxes-network-policy', 'sandboxes-limit-range'],
  ...['sandboxes-pods', 'sandboxes-pods-binding', 'sandboxes-exec', 'sandboxes-exec-binding'],
  ...['sandboxes-sandbox-objects', 'sandboxes-sandbox-objects-binding'],
  ...['sandboxes-extensions', 'sandboxes-extensions-binding'],
  ...['config', 'service', 'metrics-service', 'gateway'],
];
const BY_CERT_MANAGER = [
  ...['issuer-guard', 'issuer-guard-binding', 'ca-self-signed', 'ca-certificate', 'ca-issuer'],
  ...['server-certificate', 'client-certificate-team-a-harnesses', 'client-certificate-team-a-kagent'],
];
const BY_JOB = [
  ...['certgen-service-account', 'certgen-role', 'certgen-role-binding', 'certgen-network-policy', 'certgen'],
  ...['certgen-in-team-a-harnesses-role', 'certgen-in-team-a-harnesses-role-binding'],
  ...['certgen-in-team-a-kagent-role', 'certgen-in-team-a-kagent-role-binding'],
];
const WITH_TOKENS = [
  ...['sandbox-service-account', 'cluster-role', 'cluster-role-binding'],
  ...['sandboxes-tokens', 'sandboxes-tokens-binding'],
];

describe('keys', () => {
  test.each<[string, OpenShellGatewayProps, string[]]>([
    ['OpenShell 0.0.46', exampleGateway(), [...BOTH_RELEASES, ...BY_CERT_MANAGER]],
    ['OpenShell 0.0.111', exampleSideBySide(), [...BOTH_RELEASES, ...BY_JOB, ...WITH_TOKENS]],
    ['PostgreSQL', exampleGateway(POSTGRES), [...BOTH_RELEASES, ...BY_CERT_MANAGER]],
    ['copies', exampleGateway(COPIES), [...BOTH_RELEASES, ...BY_CERT_MANAGER, 'backup-network-policy', 'backup']],
    [
      'snapshots',
      exampleGateway(SNAPSHOTS),
      [
        ...BOTH_RELEASES,
        ...BY_CERT_MANAGER,
        ...['backup-service-account', 'backup-role', 'backup-role-binding', 'backup-network-policy', 'backup'],
      ],
    ],
  ])('%s', (_case, props, keys) => {
    expect([...build(props).keys()].sort()).toEqual([...keys].sort());
  });
});

describe('the plan', () => {
  test.each<[string, OpenShellGatewayProps]>([
    ['OpenShell 0.0.46', exampleGateway()],
    ['OpenShell 0.0.111', exampleSideBySide()],
    ['PostgreSQL', exampleGateway(POSTGRES)],
    ['copies', exampleSideBySide(COPIES)],
    [
      'snapshots under Cilium',
      exampleGateway({ ...SNAPSHOTS, platform: exampleGatewayPlatform({ cluster: { cni: 'cilium' } }) }),
    ],
  ])('%s: every reference leads to an object that comes first', (_case, props) => {
    const seen = new Set<string>();
    for (const item of build(props).values()) {
      expect(item.dependsOn.filter((key) => !seen.has(key))).toEqual([]);
      expect(item.restartOn.filter((key) => !seen.has(key))).toEqual([]);
      seen.add(item.key);
    }
  });

  test('rights, fences and configuration stand before the gateway, which goes before them', () => {
    const built = build(exampleSideBySide());
    const gateway = built.get('gateway');
    for (const key of [
      'service-account',
      'role-binding',
      'cluster-role-binding',
      'sandbox-service-account',
      'network-policy',
      'config',
      'service',
    ]) {
      expect(gateway?.dependsOn).toContain(key);
      expect(gateway?.teardown).toBeLessThan(built.get(key)?.teardown ?? 0);
    }
    expect(gateway?.restartOn).toEqual(['config']);
  });

  test('a tenant’s gateway is in the tenant’s namespaces, which its Tenant makes', () => {
    const tenant = defineTenant({ platform: exampleGatewayPlatform(), name: 'team-b' });
    const built = build({ tenant, tls: { certManager: {} } });
    expect(built.get('gateway')?.manifest.metadata.namespace).toBe('team-b-openshell');
    expect(built.get('role')?.manifest.metadata.namespace).toBe('team-b-harnesses');
    expect(built.get('namespace')).toBeUndefined();
    expect(built.get('sandbox-namespace')).toBeUndefined();
  });

  test('two gateways of one name have cluster-scoped objects and ids of their own', () => {
    const clusterScoped = (namespace: string) =>
      [...build(exampleSideBySide({ namespace })).values()]
        .filter(({ scope, manifest: { kind } }) => scope === 'Cluster' && kind.startsWith('ClusterRole'))
        .map(({ manifest: { metadata } }) => metadata.name);
    expect(clusterScoped('team-a-openshell')).toEqual([
      'openshell:team-a-openshell:openshell',
      'openshell:team-a-openshell:openshell',
    ]);
    expect(clusterScoped('team-b-openshell')).not.toEqual(clusterScoped('team-a-openshell'));
    expect(gatewayIdOf({ namespace: 'team-a', name: 'openshell' })).toBe('team-a-openshell');
    // A namespace of `managed` is openshell-<id>-<workspace of 19>.
    const long = gatewayIdOf({ namespace: 'a'.repeat(63), name: 'openshell' });
    expect(`openshell-${long}-${'w'.repeat(19)}`.length).toBeLessThanOrEqual(63);
    expect(long).not.toBe(gatewayIdOf({ namespace: `${'a'.repeat(62)}b`, name: 'openshell' }));
  });
});

describe('the gateway', () => {
  test('OpenShell 0.0.46: exactly this container', () => {
    expect(pod(exampleGateway()).containers).toEqual([
      {
        name: 'openshell-gateway',
        image: GATEWAY_IMAGE,
        imagePullPolicy: 'IfNotPresent',
        args: ['--config', '/etc/openshell/gateway.toml', '--db-url', 'sqlite:/var/openshell/openshell.db'],
        ports: [
          { name: 'grpc', containerPort: 8080, protocol: 'TCP' },
          { name: 'health', containerPort: 8081, protocol: 'TCP' },
          { name: 'metrics', containerPort: 9090, protocol: 'TCP' },
        ],
        startupProbe: {
          httpGet: { path: '/healthz', port: 'health' },
          timeoutSeconds: 2,
          periodSeconds: 2,
          failureThreshold: 30,
        },
        livenessProbe: {
          httpGet: { path: '/healthz', port: 'health' },
          timeoutSeconds: 2,
          periodSeconds: 10,
          failureThreshold: 3,
        },
        readinessProbe: {
          httpGet: { path: '/readyz', port: 'health' },
          timeoutSeconds: 2,
          periodSeconds: 5,
          failureThreshold: 3,
        },
        resources: {
          requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
          limits: { cpu: '1', memory: '512Mi', 'ephemeral-storage': '512Mi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          privileged: false,
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
        },
        volumeMounts: [
          { name: 'gateway-config', mountPath: '/etc/openshell', readOnly: true },
          { name: 'tmp', mountPath: '/tmp' },
          { name: 'openshell-data', mountPath: '/var/openshell' },
          { name: 'tls-cert', mountPath: '/etc/openshell-tls/server', readOnly: true },
          { name: 'tls-client-ca', mountPath: '/etc/openshell-tls/client-ca', readOnly: true },
        ],
      },
    ]);
  });

  test('the pod is restricted and runs as the image’s own user', () => {
    const { securityContext, enableServiceLinks, automountServiceAccountToken, terminationGracePeriodSeconds } = pod(
      exampleGateway(),
    );
    expect(securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      fsGroup: 1000,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect({ enableServiceLinks, automountServiceAccountToken, terminationGracePeriodSeconds }).toEqual({
      enableServiceLinks: false,
      automountServiceAccountToken: true,
      terminationGracePeriodSeconds: 5,
    });
  });

  test('SQLite lives on a claim that outlives the StatefulSet, and the StatefulSet is protected', () => {
    const gateway = build(exampleGateway()).get('gateway');
    const { spec }: Anything = gateway?.manifest ?? {};
    expect(gateway?.manifest.kind).toBe('StatefulSet');
    expect(spec).toMatchObject({
      replicas: 1,
      serviceName: 'openshell',
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
    expect(spec.volumeClaimTemplates).toEqual([
      {
        metadata: {
          name: 'openshell-data',
          labels: { 'app.kubernetes.io/name': 'openshell', 'app.kubernetes.io/instance': 'openshell' },
        },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ]);
    expect(gateway?.state).toEqual({
      what: 'the gateway’s database: sandboxes, providers, policies, routes',
      retain: false,
      protect: true,
    });
    expect(gateway?.createOnly).toContainEqual(['spec', 'volumeClaimTemplates']);
  });

  test('with PostgreSQL it is a Deployment whose pods never overlap, and the URL comes from a Secret', () => {
    const { kind, spec } = manifest(exampleGateway(POSTGRES), 'gateway');
    expect(kind).toBe('Deployment');
    expect(spec.strategy).toEqual({ type: 'Recreate' });
    expect(spec.replicas).toBe(1);
    const [container] = spec.template.spec.containers;
    expect(container.args).toEqual(['--config', '/etc/openshell/gateway.toml']);
    expect(container.env).toEqual([
      { name: 'OPENSHELL_DB_URL', valueFrom: { secretKeyRef: { name: 'openshell-db', key: 'uri' } } },
    ]);
    expect(JSON.stringify(spec)).not.toContain('openshell-data');
  });

  test('telemetry is off where there is any, and can be turned on', () => {
    const telemetry = (props: OpenShellGatewayProps) =>
      pod(props).containers[0].env?.find(({ name }: Anything) => name === 'OPENSHELL_TELEMETRY_ENABLED')?.value;
    expect(telemetry(exampleSideBySide())).toBe('false');
    expect(telemetry(exampleSideBySide({ telemetry: true }))).toBe('true');
    expect(telemetry(exampleGateway())).toBeUndefined();
  });

  test('another configuration or another agent-sandbox rolls the pod, the same does not', () => {
    const annotations = (props: OpenShellGatewayProps) => manifest(props, 'gateway').spec.template.metadata.annotations;
    const before = annotations(exampleGateway());
    expect(annotations(exampleGateway())).toEqual(before);
    expect(annotations(exampleGateway({ logLevel: 'debug' }))['kagent-fleet.dev/config-checksum']).not.toBe(
      before['kagent-fleet.dev/config-checksum'],
    );
    const upgraded = exampleGatewayPlatform({ agentSandbox: { external: { version: '0.5.7', servesV1alpha1: true } } });
    expect(annotations(exampleGateway({ platform: upgraded }))['kagent-fleet.dev/agent-sandbox']).toBe('0.5.7');
    expect(before['kagent-fleet.dev/agent-sandbox']).toBe('0.5.6');
  });

  test('a node with the one pod can be drained', () => {
    expect(manifest(exampleGateway(), 'disruption-budget').spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'openshell', 'app.kubernetes.io/instance': 'openshell' } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });

  test('only its own pods are behind its Service', () => {
    const selects = (props: OpenShellGatewayProps, labels: Anything) =>
      Object.entries(manifest(props, 'service').spec.selector).every(([key, value]) => labels[key] === value);
    const props = exampleSideBySide(COPIES);
    const pods = [...build(props).values()].flatMap(({ key, manifest: object }): [string, Anything][] => {
      const { spec } = object as Anything;
      const template = spec?.jobTemplate?.spec?.template ?? spec?.template;
      return template?.metadata ? [[key, template.metadata.labels]] : [];
    });
    expect(pods.filter(([, labels]) => selects(props, labels)).map(([key]) => key)).toEqual(['gateway']);
    expect(pods.length).toBeGreaterThan(2);
  });

  test('callers and scrapers have a Service each', () => {
    expect(manifest(exampleGateway(), 'service').spec.ports).toEqual([
      { name: 'grpc', port: 8080, targetPort: 'grpc', protocol: 'TCP' },
    ]);
    expect(manifest(exampleGateway(), 'metrics-service').spec.ports).toEqual([
      { name: 'metrics', port: 9090, targetPort: 'metrics', protocol: 'TCP' },
    ]);
  });
});

describe('rights', () => {
  const rules = (props: OpenShellGatewayProps, key: string) => build(props).get(key)?.manifest.rules;
  const SANDBOXES = { apiGroups: ['agents.x-k8s.io'], resources: ['sandboxes', 'sandboxes/status'] };
  const EVENTS = { apiGroups: [''], resources: ['events'], verbs: ['get', 'list', 'watch'] };

  test('OpenShell 0.0.46: one Role beside the sandboxes, exactly what was run, and nothing in the cluster', () => {
    const role = manifest(exampleGateway(), 'role');
    expect(role.metadata.namespace).toBe('team-a-harnesses');
    expect(role.rules).toEqual([{ ...SANDBOXES, verbs: ['create', 'delete', 'get', 'list', 'watch'] }, EVENTS]);
    expect(manifest(exampleGateway(), 'role-binding')).toMatchObject({
      metadata: { namespace: 'team-a-harnesses' },
      subjects: [{ kind: 'ServiceAccount', name: 'openshell', namespace: 'team-a-openshell' }],
    });
    expect(rules(exampleGateway(), 'cluster-role')).toBeUndefined();
  });

  test('OpenShell 0.0.111: sandboxes stop and start, their tokens are reviewed, no Secret is read', () => {
    expect(rules(exampleSideBySide(), 'role')).toEqual([
      { ...SANDBOXES, verbs: ['create', 'delete', 'get', 'list', 'patch', 'watch'] },
      EVENTS,
      { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
      { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
    ]);
    expect(rules(exampleSideBySide(), 'cluster-role')).toEqual([
      { apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
    ]);
  });

  test('nodes are listed only for GPUs', () => {
    expect(rules(exampleGateway({ sandboxes: { gpu: true } }), 'cluster-role')).toEqual([
      { apiGroups: [''], resources: ['nodes'], verbs: ['list'] },
    ]);
  });

  test('what managed and operator cost', () => {
    const verbsOn = (props: OpenShellGatewayProps, resource: string) =>
      (rules(props, 'cluster-role') as Anything[])
        .filter(({ resources }) => resources.includes(resource))
        .map(({ verbs, resourceNames }) => [resourceNames ?? 'any', verbs]);
    const managed = exampleSideBySide({ ...MANAGED, sandboxes: { imagePullSecrets: ['registry'] } });
    expect(verbsOn(managed, 'secrets')).toEqual([
      [['openshell-client-tls', 'registry'], ['patch']],
      ['any', ['create']],
    ]);
    expect(verbsOn(managed, 'namespaces')).toEqual([
      ['any', ['get', 'list', 'watch']],
      ['any', ['create', 'delete']],
    ]);
    expect(verbsOn(exampleSideBySide(OPERATOR), 'namespaces')).toEqual([['any', ['get', 'list', 'watch']]]);
    expect(verbsOn(exampleSideBySide(OPERATOR), 'serviceaccounts')).toEqual([]);
  });

  test('the ServiceAccount of sandboxes, where the release has it, can do nothing and mounts nothing', () => {
    const built = build(exampleSideBySide());
    expect(built.get('sandbox-service-account')?.manifest).toMatchObject({
      metadata: { name: 'openshell-sandbox', namespace: 'team-a-harnesses' },
      automountServiceAccountToken: false,
    });
    const bound = JSON.stringify([...built.values()].map(({ manifest: { subjects } }) => subjects));
    expect(bound).not.toContain('openshell-sandbox');
    expect(build(exampleGateway()).get('sandbox-service-account')).toBeUndefined();
  });

  const upstreamRules = (version: string): Anything[] =>
    parseAllDocuments(readFileSync(RENDERED.replace('%', version), 'utf8'))
      .map((document) => document.toJS())
      .filter((object) => /Role$/.test(object?.kind ?? '') && /-(sandbox|node-reader)$/.test(object.metadata.name))
      .flatMap((object) => object.rules);

  const compared = existsSync(RENDERED.replace('%', '0.0.46')) ? test : test.skip;
  compared.each<[string, OpenShellGatewayProps]>([
    ['0.0.46', exampleGateway({ sandboxes: { gpu: true } })],
    ['0.0.111', exampleSideBySide({ sandboxes: { gpu: true } })],
  ])('OpenShell %s: no right that upstream’s chart does not give', (version, props) => {
    const flat = (all: readonly Anything[]) =>
      all.flatMap(({ apiGroups, resources, verbs }) =>
        resources.flatMap((resource: string) => verbs.map((verb: string) => `${apiGroups[0]}/${resource} ${verb}`)),
      );
    const ours = [...(rules(props, 'role') as Anything[]), ...(rules(props, 'cluster-role') as Anything[])];
    const upstream = new Set(flat(upstreamRules(version)));
    expect(upstream.size).toBeGreaterThan(5);
    expect(flat(ours).filter((right) => !upstream.has(right))).toEqual([]);
  });
});

describe('the way in', () => {
  const ROUTE = {
    gatewayApi: {
      parent: { name: 'edge', namespace: 'edge', sectionName: 'tls' },
      hostnames: ['openshell.example.com'],
    },
  };

  test('under TLS the Gateway passes the handshake on', () => {
    const { apiVersion, kind, spec } = manifest(exampleGateway({ ingress: ROUTE }), 'route');
    expect([apiVersion, kind]).toEqual(['gateway.networking.k8s.io/v1alpha2', 'TLSRoute']);
    expect(spec).toEqual({
      parentRefs: [
        { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'edge', namespace: 'edge', sectionName: 'tls' },
      ],
      hostnames: ['openshell.example.com'],
      rules: [{ backendRefs: [{ group: '', kind: 'Service', name: 'openshell', port: 8080, weight: 1 }] }],
    });
  });

  test('an Ingress with passthrough', () => {
    const ingress = {
      ingress: {
        className: 'nginx',
        host: 'openshell.example.com',
        tlsSecret: 'openshell-example',
        annotations: { 'nginx.ingress.kubernetes.io/ssl-passthrough': 'true' },
        controller: { namespace: 'ingress-nginx' },
      },
    };
    expect(manifest(exampleGateway({ ingress }), 'ingress').spec).toEqual({
      ingressClassName: 'nginx',
      tls: [{ hosts: ['openshell.example.com'], secretName: 'openshell-example' }],
      rules: [
        {
          host: 'openshell.example.com',
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name: 'openshell', port: { name: 'grpc' } } } },
            ],
          },
        },
      ],
    });
  });
});

describe('observability', () => {
  test('monitors select the metrics port of this gateway alone', () => {
    const observability = {
      metrics: {
        scrapeFrom: [{ namespace: 'monitoring' }],
        serviceMonitor: {},
        podMonitor: {},
        prometheusRule: {},
        dashboard: {},
      },
    };
    const props = exampleGateway({ observability });
    expect(manifest(props, 'service-monitor').spec).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'openshell', 'app.kubernetes.io/instance': 'openshell' } },
      endpoints: [{ port: 'metrics', path: '/metrics', scheme: 'http', interval: '30s' }],
    });
    const alerts = manifest(props, 'prometheus-rule').spec.groups[0].rules;
    expect(alerts.map(({ alert }: Anything) => alert)).toEqual([
      'OpenShellGatewayDown',
      'OpenShellGatewayCallsFail',
      'OpenShellGatewayCallsRefused',
    ]);
    for (const { expr } of alerts) expect(expr).toContain('namespace="team-a-openshell",pod=~"openshell-.+"');
  });

  test('traces go where gateway.toml says, their headers come from a Secret', () => {
    const headers = { name: 'otel', key: 'headers' };
    const props = exampleSideBySide({
      observability: { otlp: { endpoint: 'http://otel.observability.svc:4317', headers } },
      acknowledge: [{ rule: 'KF3321', reason: 'the collector is in the same cluster' }],
    });
    expect(pod(props).containers[0].env).toContainEqual({
      name: 'OTEL_EXPORTER_OTLP_HEADERS',
      valueFrom: { secretKeyRef: headers },
    });
  });
});

describe('the ref', () => {
  test('is a property of the construct', () => {
    const props = exampleGateway();
    const chart = new Chart(new App(), 'team-a');
    expect(new OpenShellGateway(chart, 'gateway', props).ref).toEqual(gatewayRefOf(props));
  });

  test('says all that callers have to know', () => {
    const props = exampleGateway({
      inference: { provider: 'OpenAI', model: 'gpt-5', apiKey: { name: 'models', key: 'apiKey' } },
    });
    expect(gatewayRefOf(props)).toMatchObject({
      name: 'openshell',
      namespace: 'team-a-openshell',
      sandboxNamespace: 'team-a-harnesses',
      version: '0.0.46',
      endpoint: { host: 'openshell.team-a-openshell.svc.cluster.local', port: 8080 },
      podLabels: manifest(props, 'gateway').spec.selector.matchLabels,
      transport: { mode: 'mutual', clientSecret: 'openshell-client-tls' },
      auth: 'client-certificate',
    });
    expect(JSON.parse(JSON.stringify(gatewayRefOf(props)))).toEqual(gatewayRefOf(props));
  });

  test('the one route and its provider, named as kagent names them', () => {
    const inference = { provider: 'OpenAI', model: 'gpt-5', apiKey: { name: 'models', key: 'apiKey' } };
    expect(inferenceStateOf(exampleGateway({ inference }))).toEqual([
      { kind: 'Provider', key: 'provider', provider: 'openai', credentials: { apiKey: inference.apiKey } },
      { kind: 'InferenceRoute', key: 'inference-route', provider: 'openai', model: 'gpt-5' },
    ]);
    expect(inferenceStateOf(exampleGateway())).toEqual([]);
  });
});

describe('deferred values', () => {
  const output = <T>(value: T) => new LateOutput(() => value);

  test('leaves stay as they are, and an image is judged when it is known', () => {
    const props = exampleGateway({
      image: output('registry.example/gateway:v1'),
      podAnnotations: { owner: output('us') },
      storage: { sqlite: { storageClassName: output('fast') } },
      extraEnv: [{ name: 'RUST_BACKTRACE', value: output('1') }],
    });
    const { resources, diagnostics } = prepare(openShellGateway, props, 'team-a/gateway', 'pulumi');
    expect(diagnostics.filter(isBlocking)).toEqual([]);
    const { spec }: Anything = resources.find(({ key }) => key === 'gateway')?.manifest ?? {};
    expect(spec.template.metadata.annotations.owner).toBeInstanceOf(LateOutput);
    expect(spec.volumeClaimTemplates[0].spec.storageClassName).toBeInstanceOf(LateOutput);
    expect(() => spec.template.spec.containers[0].image.get()).toThrow(/KF1101/);
  });

  test.each<[string, object, string]>([
    ['a namespace', { namespace: output('team-a-openshell') }, 'KF7002'],
    ['a size', { storage: { sqlite: { size: output('1Gi') } } }, 'KF4004'],
    ['the supervisor’s image', { sandboxes: { supervisorImage: output(EXAMPLE_TOOLS) } }, 'KF4053'],
    ['a switch of gateway.toml', { sandboxes: { userNamespaces: output(true) } }, 'KF4053'],
  ])('%s is refused, because gateway.toml or the plan hangs on it', (_case, props, rule) => {
    const { diagnostics, resources } = prepare(
      openShellGateway,
      exampleGateway({ ...props }),
      'team-a/gateway',
      'pulumi',
    );
    expect(diagnostics.map((diagnostic) => diagnostic.rule)).toContain(rule);
    expect(resources).toEqual([]);
  });
});

describe('what is refused', () => {
  const refusals = (props: unknown) =>
    prepare(openShellGateway, props as OpenShellGatewayProps, 'team-a/gateway', 'none').diagnostics;

  test.each<[string, object, string, RegExp]>([
    [
      'a key of a newer gateway',
      { config: { 'openshell.gateway': { policy_validation_failure_mode: 'fail_closed' } } },
      'KF4002',
      /0\.0\.111 has it/,
    ],
    [
      'a typo in a table that ignores it',
      { config: { 'openshell.gateway.tls': { client_ca: 'x' } } },
      'KF4002',
      /ignores it/,
    ],
    [
      'a table of a newer gateway',
      { config: { 'openshell.gateway.auth': { allow_unauthenticated_users: true } } },
      'KF4002',
      /no such table/,
    ],
    [
      'a value of another type',
      { config: { 'openshell.gateway': { ssh_session_ttl_secs: '1h' } } },
      'KF4002',
      /another type/,
    ],
    ['managed at 0.0.46', { workspaceMode: 'managed' }, 'KF4008', /no such mode/],
    ['operator without a label', { workspaceMode: { operator: {} } }, 'KF4003', /create any Secret/],
    [
      'sandboxes in the controller’s namespace',
      { sandboxNamespace: 'agent-sandbox-system' },
      'KF4001',
      /agent-sandbox controller/,
    ],
    ['a name too long for what is named after it', { name: 'a'.repeat(46) }, 'KF4001', /malformed/],
    [
      'a literal for a key',
      { inference: { provider: 'OpenAI', model: 'm', apiKey: 'sk-live' } },
      'KF4005',
      /no reference/,
    ],
    ['a sidecar at 0.0.46', { sandboxes: { topology: 'sidecar' } }, 'KF4008', /does not do this/],
    ['a backup of a database elsewhere', { ...POSTGRES, ...COPIES }, 'KF4051', /elsewhere/],
  ])('%s', (_case, changes, rule, problem) => {
    const found = refusals(exampleGateway({ ...changes })).filter((diagnostic) => diagnostic.rule === rule);
    expect(found.map((diagnostic) => diagnostic.problem)).toContainEqual(expect.stringMatching(problem));
    expect(JSON.stringify(found)).not.toContain('sk-live');
  });

  test.each<[string, unknown]>([
    ['nothing', {}],
    [
      'numbers',
      exampleGateway({ name: 7, storage: 7, backup: 7, sandboxes: 7, ingress: 7, inference: 7, workspaceMode: 7 }),
    ],
    ['nulls', exampleGateway({ name: null, config: { 'openshell.gateway': null }, extraEnv: [null] })],
  ])('wrongly shaped props (%s) crash no rule of the core', (_case, props) => {
    const own = /^KF(40(0\d|5\d)|110\d)$/;
    const crashed = refusals(props).filter(
      ({ rule, problem }) => own.test(rule) && problem.includes('could not be evaluated'),
    );
    expect(crashed.map(({ rule, problem }) => `${rule} ${problem}`)).toEqual([]);
  });
});
