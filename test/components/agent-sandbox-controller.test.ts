import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import {
  type AgentSandboxControllerProps,
  agentSandboxController,
} from '../../lib/components/agent-sandbox-controller';
import {
  exampleController,
  exampleWithWebhook,
} from '../../lib/components/agent-sandbox-controller/rules/example-controller';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { KubernetesObject, Resource } from '../../lib/plan/resource';
import { EXAMPLE_CLUSTER, examplePlatform } from '../../lib/platform/rules/example-platform';
import { releases } from '../../lib/releases';
import { hasUpstream } from '../api/upstream';
import { LateOutput } from '../fixtures/late-output';
import { describeRuleExamples } from './rule-examples';

const CERT_MANAGER = { source: 'certManager', issuerRef: { name: 'platform', kind: 'ClusterIssuer' } } as const;
const KUBECTL = `registry.k8s.io/kubectl:v1.34.1@sha256:${'1'.repeat(64)}`;
const ROTATED = { source: 'rotated', image: KUBECTL } as const;

// biome-ignore lint/suspicious/noExplicitAny: the objects are compared with literals below.
type Anything = any;

function build(props: AgentSandboxControllerProps): Map<string, Resource> {
  const { resources, diagnostics } = prepare(agentSandboxController, props, 'platform/agent-sandbox', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return new Map(resources.map((item) => [item.key, item]));
}

function manifest(props: AgentSandboxControllerProps, key: string): KubernetesObject & Anything {
  const found = build(props).get(key);
  if (!found) throw new Error(`no object ${key}`);
  return found.manifest;
}

function container(props: AgentSandboxControllerProps): Anything {
  return manifest(props, 'deployment').spec.template.spec.containers[0];
}

const BOTH_PROFILES = [
  'namespace',
  'crd-sandboxes',
  'crd-sandbox-templates',
  'crd-sandbox-warm-pools',
  'crd-sandbox-claims',
  'service-account',
  'cluster-role',
  'cluster-role-binding',
  'extensions-cluster-role',
  'extensions-cluster-role-binding',
];
const GUARDS = ['default-deny', 'network-policy', 'priority-quota', 'disruption-budget'];

describe('keys', () => {
  test.each<[string, AgentSandboxControllerProps, string[]]>([
    ['v1beta1 only', exampleController(), [...BOTH_PROFILES, ...GUARDS, 'metrics-service', 'deployment']],
    [
      'conversion webhook',
      exampleWithWebhook(),
      [...BOTH_PROFILES, 'role', 'role-binding', ...GUARDS, 'metrics-service', 'webhook-service', 'deployment'],
    ],
    [
      'certificate of cert-manager',
      exampleWithWebhook({ webhookCertificate: CERT_MANAGER }),
      [...BOTH_PROFILES, ...GUARDS, 'metrics-service', 'webhook-service', 'webhook-certificate', 'deployment'],
    ],
    [
      'certificate rotated',
      exampleWithWebhook({ webhookCertificate: ROTATED }),
      [
        ...BOTH_PROFILES,
        'role',
        'role-binding',
        'rotation-service-account',
        'rotation-role',
        'rotation-role-binding',
        ...GUARDS,
        'rotation-network-policy',
        'metrics-service',
        'webhook-service',
        'rotation',
        'deployment',
      ],
    ],
    [
      'in a namespace and as a ServiceAccount of yours, with CRDs of somebody else',
      exampleWithWebhook({
        namespace: { name: 'agent-sandbox-system' },
        serviceAccount: { name: 'mine' },
        crds: 'external',
        priorityClassName: 'platform',
      }),
      [
        ...BOTH_PROFILES.slice(6),
        'role',
        'role-binding',
        'network-policy',
        'disruption-budget',
        'metrics-service',
        'webhook-service',
        'deployment',
      ],
    ],
    [
      'core only, with label domains ignored and monitors on',
      exampleController({
        platform: examplePlatform({ agentSandbox: { extensions: false } }),
        observability: {
          metrics: {
            scrapeFrom: [{ namespace: 'monitoring' }],
            serviceMonitor: {},
            podMonitor: {},
            prometheusRule: {},
            dashboard: {},
          },
        },
      }),
      [
        'namespace',
        'crd-sandboxes',
        'service-account',
        'cluster-role',
        'cluster-role-binding',
        ...GUARDS,
        'metrics-service',
        'deployment',
        'service-monitor',
        'pod-monitor',
        'prometheus-rule',
        'dashboard',
      ],
    ],
  ])('%s', (_case, props, keys) => {
    expect([...build(props).keys()].sort()).toEqual([...keys].sort());
  });

  test('every reference leads to an object that comes first', () => {
    for (const props of [
      exampleController(),
      exampleWithWebhook({ webhookCertificate: CERT_MANAGER }),
      exampleWithWebhook({ webhookCertificate: ROTATED }),
    ]) {
      const seen = new Set<string>();
      for (const item of build(props).values()) {
        expect(item.dependsOn.filter((key) => !seen.has(key))).toEqual([]);
        expect(item.restartOn.filter((key) => !seen.has(key))).toEqual([]);
        seen.add(item.key);
      }
    }
  });
});

describe('rights', () => {
  const compared = hasUpstream ? test : test.skip;
  const upstream = (file: string) =>
    parseAllDocuments(readFileSync(join(__dirname, '../../../shared/upstream/agent-sandbox-v0.5.6', file), 'utf8')).map(
      (document) => document.toJS(),
    );
  const normal = (rules: Anything[]) =>
    rules
      .map((rule) =>
        JSON.stringify(
          Object.entries(rule)
            .map(([k, v]) => [k, [...(v as string[])].sort()])
            .sort(),
        ),
      )
      .sort();

  compared.each([
    ['cluster-role', 'rbac.generated.yaml'],
    ['extensions-cluster-role', 'extensions-rbac.generated.yaml'],
  ])('%s has upstream’s rules', (key, file) => {
    expect(normal(manifest(exampleWithWebhook(), key).rules)).toEqual(normal(upstream(file)[0].rules));
  });

  compared('the Role has upstream’s rules', () => {
    const role = upstream('controller.yaml').find((object) => object?.kind === 'Role');
    expect(normal(manifest(exampleWithWebhook(), 'role').rules)).toEqual(normal(role.rules));
  });

  test.each<[string, AgentSandboxControllerProps]>([
    ['without a webhook', exampleController()],
    ['with a certificate of cert-manager', exampleWithWebhook({ webhookCertificate: CERT_MANAGER })],
  ])('%s no right to change CRDs or Secrets is left', (_case, props) => {
    const built = build(props);
    const rules = JSON.stringify([...built.values()].map(({ manifest: object }) => object.rules));
    expect(rules).not.toContain('customresourcedefinitions');
    expect(rules).not.toContain('secrets');
  });

  test('namespaced leases leave no cluster-wide ones', () => {
    const built = build(exampleController({ leases: 'namespaced' }));
    expect(JSON.stringify(built.get('cluster-role')!.manifest.rules)).not.toContain('leases');
    expect(JSON.stringify(built.get('extensions-cluster-role')!.manifest.rules)).not.toContain('leases');
    expect(built.get('role')!.manifest.rules).toEqual([
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        resourceNames: ['a3317529.agent-sandbox.x-k8s.io'],
        verbs: ['get', 'update'],
      },
    ]);
  });

  test('bindings name the Namespace and ServiceAccount of cdk8s-plus that are passed in', () => {
    const chart = new Chart(new App(), 'chart');
    const namespace = new kplus.Namespace(chart, 'namespace', { metadata: { name: 'agent-sandbox-system' } });
    const serviceAccount = new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'mine' } });
    const built = build(exampleController({ namespace, serviceAccount }));
    expect(built.get('cluster-role-binding')!.manifest.subjects).toEqual([
      { kind: 'ServiceAccount', name: 'mine', namespace: 'agent-sandbox-system' },
    ]);
    expect([...built.keys()]).not.toContain('namespace');
    expect([...built.keys()]).not.toContain('service-account');
  });
});

describe('CRDs', () => {
  const versions = (props: AgentSandboxControllerProps, key: string) =>
    manifest(props, key).spec.versions.map(({ name }: { name: string }) => name);

  test('only Sandbox serves v1alpha1, and only where it is needed or asked for', () => {
    expect(versions(exampleController(), 'crd-sandboxes')).toEqual(['v1beta1']);
    expect(versions(exampleController({ conversionWebhook: true }), 'crd-sandboxes')).toEqual(['v1beta1', 'v1alpha1']);
    expect(versions(exampleWithWebhook(), 'crd-sandboxes')).toEqual(['v1beta1', 'v1alpha1']);
    for (const key of ['crd-sandbox-templates', 'crd-sandbox-warm-pools', 'crd-sandbox-claims']) {
      expect(versions(exampleWithWebhook(), key)).toEqual(['v1beta1']);
      expect(manifest(exampleWithWebhook(), key).spec.conversion).toBeUndefined();
    }
  });

  test('the conversion leads to the webhook in the controller’s namespace', () => {
    const platform = examplePlatform({ release: releases.KAGENT_0_9, agentSandboxNamespace: 'sandboxes' });
    expect(manifest({ platform }, 'crd-sandboxes').spec.conversion).toEqual({
      strategy: 'Webhook',
      webhook: {
        conversionReviewVersions: ['v1', 'v1beta1'],
        clientConfig: {
          service: { name: 'agent-sandbox-webhook-service', namespace: 'sandboxes', path: '/convert', port: 443 },
        },
      },
    });
    expect(container({ platform }).args).toContain('--webhook-namespace=sandboxes');
  });

  test('they are kept and protected, and the caBundle is not ours', () => {
    const crd = build(exampleWithWebhook()).get('crd-sandboxes')!;
    expect(crd.state).toEqual({
      what: 'every Sandbox in the cluster, with its pods and volume claims',
      retain: true,
      protect: true,
    });
    expect(crd.externallyOwned).toEqual([['spec', 'conversion', 'webhook', 'clientConfig', 'caBundle']]);
    expect(build(exampleController()).get('crd-sandboxes')!.externallyOwned).toEqual([]);
  });

  test('together they have at most a quarter of upstream’s bytes', () => {
    const bytes = [...build(exampleWithWebhook()).values()]
      .filter(({ phase }) => phase === 'crd')
      .reduce((sum, item) => sum + JSON.stringify(item.manifest).length, 0);
    expect(bytes).toBeLessThan((393_338 + 13_282 + 406_728 + 4_483) / 4);
  });
});

describe('the controller', () => {
  test('v1beta1 only: exactly this container', () => {
    expect(container(exampleController())).toEqual({
      name: 'agent-sandbox-controller',
      image: `registry.k8s.io/agent-sandbox/agent-sandbox-controller:v0.5.6@sha256:${'0'.repeat(64)}`,
      imagePullPolicy: 'IfNotPresent',
      args: ['--leader-elect=true', '--extensions=true', '--enable-webhook=false'],
      ports: [
        { name: 'metrics', containerPort: 8080, protocol: 'TCP' },
        { name: 'healthz', containerPort: 8081, protocol: 'TCP' },
      ],
      startupProbe: {
        httpGet: { path: '/healthz', port: 'healthz' },
        timeoutSeconds: 5,
        periodSeconds: 2,
        failureThreshold: 60,
      },
      livenessProbe: {
        httpGet: { path: '/healthz', port: 'healthz' },
        timeoutSeconds: 5,
        periodSeconds: 20,
        failureThreshold: 3,
      },
      readinessProbe: {
        httpGet: { path: '/readyz', port: 'healthz' },
        timeoutSeconds: 5,
        periodSeconds: 10,
        failureThreshold: 3,
      },
      resources: {
        requests: { cpu: '100m', memory: '256Mi', 'ephemeral-storage': '64Mi' },
        limits: { cpu: '2', memory: '2Gi', 'ephemeral-storage': '512Mi' },
      },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
      },
    });
  });

  test('the pod is restricted, and no volume is left without a webhook', () => {
    const pod = manifest(exampleController(), 'deployment').spec.template.spec;
    expect(pod.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.volumes).toBeUndefined();
    expect(pod.automountServiceAccountToken).toBe(true);
    expect(manifest(exampleController(), 'service-account').automountServiceAccountToken).toBe(false);
  });

  test('with a webhook it has its port and a /tmp in memory', () => {
    const { args, ports, volumeMounts } = container(exampleWithWebhook());
    expect(args).toEqual(['--leader-elect=true', '--extensions=true']);
    expect(ports).toContainEqual({ name: 'webhook', containerPort: 9443, protocol: 'TCP' });
    expect(volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
    expect(manifest(exampleWithWebhook(), 'deployment').spec.template.spec.volumes).toEqual([
      { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    ]);
  });

  test('with a certificate of cert-manager it mounts the Secret, readable by its group', () => {
    const props = exampleWithWebhook({ webhookCertificate: CERT_MANAGER });
    const pod = manifest(props, 'deployment').spec.template.spec;
    expect(pod.containers[0].args).toContain('--manage-webhook-certs=false');
    expect(pod.containers[0].volumeMounts).toEqual([
      {
        name: 'webhook-certificate',
        mountPath: '/tmp/k8s-webhook-server/serving-certs',
        readOnly: true,
      },
    ]);
    expect(pod.volumes).toEqual([
      { name: 'webhook-certificate', secret: { secretName: 'agent-sandbox-webhook-tls', defaultMode: 0o440 } },
    ]);
    expect(pod.securityContext.fsGroup).toBe(65532);
    expect(manifest(props, 'crd-sandboxes').metadata.annotations).toEqual({
      'cert-manager.io/inject-ca-from': 'agent-sandbox-system/agent-sandbox-webhook',
    });
    expect(manifest(props, 'webhook-certificate').spec.dnsNames).toEqual([
      'agent-sandbox-webhook-service',
      'agent-sandbox-webhook-service.agent-sandbox-system',
      'agent-sandbox-webhook-service.agent-sandbox-system.svc',
      'agent-sandbox-webhook-service.agent-sandbox-system.svc.cluster.local',
    ]);
  });

  test.each<[string, Partial<AgentSandboxControllerProps>, string[]]>([
    ['upstream’s defaults, written out', { workers: { sandbox: 100 }, api: { qps: -1 }, logLevel: 'info' }, []],
    [
      'workers',
      { workers: { sandbox: 200, sandboxClaim: 100, sandboxWarmPool: 8, sandboxTemplate: 2 } },
      [
        '--sandbox-concurrent-workers=200',
        '--sandbox-claim-concurrent-workers=100',
        '--sandbox-warm-pool-concurrent-workers=8',
        '--sandbox-template-concurrent-workers=2',
      ],
    ],
    [
      'warm pools',
      {
        warmPool: {
          maxBatchSize: 50,
          replenishDelay: '2s',
          maxRefillRate: 1.5,
          readinessGracePeriod: '10m',
          unschedulableRecheckInterval: '30s',
          eviction: false,
        },
      },
      [
        '--sandbox-warm-pool-max-batch-size=50',
        '--sandbox-warm-pool-replenish-delay=2s',
        '--sandbox-warm-pool-max-refill-rate=1.5',
        '--sandbox-warm-pool-readiness-grace-period=10m',
        '--sandbox-warm-pool-unschedulable-recheck-interval=30s',
        '--enable-warm-pool-eviction=false',
      ],
    ],
    [
      'API server',
      {
        api: {
          qps: 50,
          burst: 100,
          connections: 4,
          separateWatchConnection: true,
          cacheLabelSelectors: true,
          writeBehindWindow: '250ms',
        },
      },
      [
        '--kube-api-qps=50',
        '--kube-api-burst=100',
        '--api-connections=4',
        '--separate-watch-connection=true',
        '--cache-label-selectors=true',
        '--sandbox-write-behind-window=250ms',
      ],
    ],
    [
      'claims',
      { claims: { events: false, observabilityAnnotations: false } },
      ['--disable-claim-events=true', '--disable-claim-observability-annotations=true'],
    ],
    ['log level and own flags', { logLevel: 'debug', extraArgs: ['--zap-encoder=console'] }, ['--zap-log-level=debug']],
    [
      'cluster domain',
      { platform: examplePlatform({ cluster: { clusterDomain: 'fleet.example' } }) },
      ['--cluster-domain=fleet.example'],
    ],
  ])('flags: %s', (_case, props, expected) => {
    const args = container(exampleController(props)).args as string[];
    const base = ['--leader-elect=true', '--extensions=true', '--enable-webhook=false', ...(props.extraArgs ?? [])];
    expect(args.filter((arg) => !base.includes(arg)).sort()).toEqual([...expected].sort());
  });

  test('label domains are mounted and roll the pods', () => {
    const withDomains = (...allowedLabelDomains: string[]) =>
      exampleController({ platform: examplePlatform({ agentSandbox: { allowedLabelDomains } }) });
    const props = withDomains('team.example', 'sandbox.users.io');
    expect(manifest(props, 'config').data).toEqual({ 'allowed-label-domains': 'team.example\nsandbox.users.io' });
    expect(container(props).volumeMounts).toEqual([
      { name: 'config-volume', mountPath: '/etc/sandbox-config', readOnly: true },
    ]);
    const checksum = (of: AgentSandboxControllerProps) =>
      manifest(of, 'deployment').spec.template.metadata.annotations['kagent-fleet.dev/config-checksum'];
    expect(checksum(props)).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum(props)).not.toBe(checksum(withDomains('team.example')));
    expect(build(props).get('deployment')!.restartOn).toEqual(['config']);
  });

  test('headers for the collector come from a Secret, and what would override its variables is refused', () => {
    const observability = {
      otlp: { endpoint: 'https://192.0.2.7:4317', headers: { name: 'otel', key: 'headers' } },
    };
    const extraEnv = [{ name: 'OTEL_TRACES_SAMPLER', value: 'always_off' }];
    expect(container(exampleController({ observability, extraEnv })).env).toEqual([
      { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'https://192.0.2.7:4317' },
      { name: 'OTEL_EXPORTER_OTLP_INSECURE', value: 'false' },
      { name: 'OTEL_EXPORTER_OTLP_HEADERS', valueFrom: { secretKeyRef: { name: 'otel', key: 'headers' } } },
      { name: 'OTEL_TRACES_SAMPLER', value: 'always_off' },
    ]);
    const overriding = exampleController({
      observability,
      extraEnv: [{ name: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', value: 'http://x:1' }],
    });
    const { diagnostics } = prepare(agentSandboxController, overriding, 'platform/agent-sandbox', 'none');
    expect(diagnostics.filter(isBlocking).map(({ rule, path }) => [rule, path])).toEqual([
      ['KF3314', ['extraEnv', 0, 'name']],
    ]);
  });

  test.each<[string, NonNullable<AgentSandboxControllerProps['observability']>['otlp']]>([
    ['logs', { endpoint: 'http://192.0.2.7:4317', signals: ['traces', 'logs'] }],
    ['HTTP', { endpoint: 'http://192.0.2.7:4318', protocol: 'http/protobuf' }],
  ])('%s by OTLP are refused: it exports traces by gRPC only', (_case, otlp) => {
    const props = exampleController({ observability: { otlp } });
    const { diagnostics } = prepare(agentSandboxController, props, 'platform/agent-sandbox', 'none');
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['KF3320']);
  });

  test('traces go to the collector, which is looked up and let through', () => {
    const props = exampleController({ observability: { otlp: { endpoint: 'https://otel.observability.svc:4317' } } });
    expect(container(props).args).toContain('--enable-tracing=true');
    expect(container(props).env).toEqual([
      { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'https://otel.observability.svc:4317' },
      { name: 'OTEL_EXPORTER_OTLP_INSECURE', value: 'false' },
    ]);
    expect(manifest(props, 'network-policy').spec.egress.slice(1)).toEqual([
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'observability' } } }],
        ports: [{ protocol: 'TCP', port: 4317 }],
      },
      {
        to: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
        ],
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    ]);
  });
});

describe('deferred values', () => {
  const output = <T>(value: T) => new LateOutput(() => value) as unknown as T;

  test('leaves stay as they are, and an image is judged when it is known', () => {
    const late = new LateOutput(() => 'registry.example/controller:v1');
    const { resources, diagnostics } = prepare(
      agentSandboxController,
      exampleController({ image: late as unknown as string, podAnnotations: { owner: output('us') } }),
      'platform',
      'pulumi',
    );
    expect(diagnostics.filter(isBlocking)).toEqual([]);
    const deployment = resources.find(({ key }) => key === 'deployment')!.manifest as Anything;
    expect(deployment.spec.template.metadata.annotations.owner).toBeInstanceOf(LateOutput);
    expect(() => deployment.spec.template.spec.containers[0].image.get()).toThrow(/KF1101/);
  });

  test.each<[string, Partial<AgentSandboxControllerProps>, string]>([
    ['a count', { replicas: output(2) }, 'KF7002'],
    ['a flag', { workers: { sandbox: output(2) } }, 'KF7002'],
    ['a namespace', { namespace: output('agent-sandbox-system') }, 'KF3301'],
  ])('%s is refused', (_case, props, rule) => {
    const { diagnostics } = prepare(agentSandboxController, exampleController(props), 'platform', 'pulumi');
    expect(diagnostics.map((diagnostic) => diagnostic.rule)).toContain(rule);
  });
});

describe('the network', () => {
  const API_SERVER = {
    to: [{ ipBlock: { cidr: '192.0.2.10/32' } }],
    ports: [
      { protocol: 'TCP', port: 6443 },
      { protocol: 'TCP', port: 443 },
    ],
  };

  test('v1beta1 only: nobody comes in, only the API server is reached', () => {
    expect(manifest(exampleController(), 'network-policy').spec).toEqual({
      podSelector: { matchLabels: { app: 'agent-sandbox-controller' } },
      policyTypes: ['Ingress', 'Egress'],
      egress: [API_SERVER],
    });
    expect(manifest(exampleController(), 'default-deny').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('the API server calls the webhook, scrapers read the metrics', () => {
    const props = exampleWithWebhook({
      observability: {
        metrics: {
          scrapeFrom: [{ namespace: 'monitoring', podLabels: { app: 'prometheus' } }, { cidr: '10.1.0.0/16' }],
        },
      },
    });
    expect(manifest(props, 'network-policy').spec.ingress).toEqual([
      { from: [{ ipBlock: { cidr: '192.0.2.10/32' } }], ports: [{ protocol: 'TCP', port: 9443 }] },
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
            podSelector: { matchLabels: { app: 'prometheus' } },
          },
          { ipBlock: { cidr: '10.1.0.0/16' } },
        ],
        ports: [{ protocol: 'TCP', port: 8080 }],
      },
    ]);
  });
});

describe('around it', () => {
  test('the namespace enforces Pod Security restricted in the cluster’s version', () => {
    expect(manifest(exampleController(), 'namespace').metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': `v${EXAMPLE_CLUSTER.kubernetes}`,
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
  });

  test('the quota leaves room for a rollout, the budget lets one pod go at a time', () => {
    expect(manifest(exampleController({ replicas: 3 }), 'priority-quota').spec.hard).toEqual({ pods: '6' });
    expect(manifest(exampleController(), 'disruption-budget').spec).toMatchObject({ maxUnavailable: 1 });
  });

  test('the rotation deletes one Secret and restarts one Deployment, and can do nothing else', () => {
    const built = build(exampleWithWebhook({ webhookCertificate: ROTATED }));
    expect(built.get('rotation-role')!.manifest.rules).toEqual([
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['agent-sandbox-webhook-certs'], verbs: ['delete'] },
      {
        apiGroups: ['apps'],
        resources: ['deployments'],
        resourceNames: ['agent-sandbox-controller'],
        verbs: ['get', 'patch'],
      },
    ]);
    const { spec } = built.get('rotation')!.manifest as Anything;
    expect(spec.schedule).toBe('0 3 1 * *');
    const pod = spec.jobTemplate.spec.template.spec;
    expect([...pod.initContainers, ...pod.containers].map(({ args }: Anything) => args)).toEqual([
      [
        'delete',
        'secret/agent-sandbox-webhook-certs',
        '--namespace=agent-sandbox-system',
        '--ignore-not-found=true',
        '--wait=false',
      ],
      ['rollout', 'restart', 'deployment/agent-sandbox-controller', '--namespace=agent-sandbox-system'],
    ]);
  });

  test('the dashboard asks for metrics that the controller has, those of claims with the extensions only', () => {
    const metricsOf = (extensions: boolean) => {
      const platform = examplePlatform({ agentSandbox: { extensions } });
      const props = exampleController({ platform, observability: { metrics: { dashboard: {} } } });
      const { data } = manifest(props, 'dashboard');
      const { panels } = JSON.parse(data['agent-sandbox-system-agent-sandbox-controller.json']);
      return panels.map(
        ({ targets }: Anything) => /\b(agent|controller|workqueue|process|leader)_\w+/.exec(targets[0].expr)?.[0],
      );
    };
    // source: facts/agent-sandbox.md §4; controller-runtime's own
    const core = ['agent_sandboxes', 'agent_sandbox_creation_latency_ms_bucket'];
    const claims = ['agent_sandbox_claim_creation_total', 'agent_sandbox_claim_controller_startup_latency_ms_bucket'];
    const runtime = [
      'controller_runtime_reconcile_errors_total',
      'workqueue_depth',
      'process_resident_memory_bytes',
      'leader_election_master_status',
    ];
    expect(metricsOf(true)).toEqual([...core, ...claims, ...runtime]);
    expect(metricsOf(false)).toEqual([...core, ...runtime]);
  });

  test('alerts watch the conversion and its certificate where there is one', () => {
    const alerts = (props: AgentSandboxControllerProps) =>
      manifest(
        {
          ...props,
          observability: { metrics: { prometheusRule: { additionalGroups: [{ name: 'mine', rules: [] }] } } },
        },
        'prometheus-rule',
      ).spec.groups.map(({ name, rules }: Anything) => [name, rules.map(({ alert }: Anything) => alert)]);
    const own = (...names: string[]) => [
      ['agent-sandbox-controller.rules', ['AgentSandboxControllerMetricsTargetsDown', ...names]],
      ['mine', []],
    ];
    expect(alerts(exampleController())).toEqual(own());
    expect(alerts(exampleWithWebhook())).toEqual(
      own('AgentSandboxConversionFailing', 'AgentSandboxWebhookCertificateOld'),
    );
    expect(alerts(exampleWithWebhook({ webhookCertificate: CERT_MANAGER }))).toEqual(
      own('AgentSandboxConversionFailing'),
    );
  });

  test('every namespaced object has its namespace, every object its labels and nothing else is privileged', () => {
    for (const props of [exampleWithWebhook({ webhookCertificate: ROTATED }), exampleController()]) {
      for (const { manifest: object, scope } of build(props).values()) {
        expect(object.metadata.namespace).toBe(scope === 'Namespaced' ? 'agent-sandbox-system' : undefined);
        expect(object.metadata.labels).toMatchObject({
          'app.kubernetes.io/part-of': 'kagent-fleet',
          'app.kubernetes.io/managed-by': 'kagent-fleet',
        });
      }
    }
  });
});

describe('rules', () => {
  describeRuleExamples(agentSandboxController);
});

describe('under Cilium', () => {
  const cilium = { ...examplePlatform(), cluster: { ...examplePlatform().cluster, cni: 'cilium' as const } };
  const toApiServer = {
    toEntities: ['kube-apiserver'],
    toPorts: [
      {
        ports: [
          { port: '6443', protocol: 'TCP' },
          { port: '443', protocol: 'TCP' },
        ],
      },
    ],
  };

  it('names the API server as an entity, since no CIDR matches a node', () => {
    expect(manifest({ platform: cilium }, 'cilium-network-policy').spec).toEqual({
      endpointSelector: { matchLabels: { app: 'agent-sandbox-controller' } },
      egress: [toApiServer],
    });
  });

  it('lets the API server call the conversion webhook, and waits with the controller until it may', () => {
    const props = { platform: { ...cilium, release: 'KAGENT_0_9' as const } };
    expect(manifest(props, 'cilium-network-policy').spec.ingress).toEqual([
      { fromEntities: ['kube-apiserver'], toPorts: [{ ports: [{ port: '9443', protocol: 'TCP' }] }] },
    ]);
    expect(build(props).get('deployment')?.dependsOn).toContain('cilium-network-policy');
  });

  it('makes nothing of the kind elsewhere', () => {
    expect(build({ platform: examplePlatform() }).has('cilium-network-policy')).toBe(false);
  });
});
