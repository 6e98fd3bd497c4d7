import { Testing } from 'cdk8s';
import { Deployment, LabelSelector, Namespace, ServiceAccount } from 'cdk8s-plus-28';
import { createOnlyGuards } from '../../lib/components/admission/create-only-guard';
import { type AgentSandboxPoolProps, agentSandboxPool } from '../../lib/components/agent-sandbox-pool';
import { EXAMPLE_IMAGE, examplePodPool, examplePool } from '../../lib/components/agent-sandbox-pool/example';
import { type Engine, prepare } from '../../lib/components/prepare';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import { valueAt } from '../../lib/plan/path';
import type { Resource } from '../../lib/plan/resource';
import { examplePlatform } from '../../lib/platform/rules/example-platform';
import { defineTenant } from '../../lib/platform/tenant-ref';
import { LateOutput } from '../fixtures/late-output';

function resourcesOf(props: AgentSandboxPoolProps, engine: Engine = 'none'): readonly Resource[] {
  const { resources, diagnostics } = prepare(agentSandboxPool, props, 'team-a/claude', engine);
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return resources;
}

function build(changes: Readonly<Record<string, unknown>> = {}, engine?: Engine): readonly Resource[] {
  return resourcesOf(examplePool(changes), engine);
}

function item(resources: readonly Resource[], key: string): Resource {
  const found = resources.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(`no resource ${key}: ${resources.map((each) => each.key).join(', ')}`);
  return found;
}

/** A field of the template's spec. */
function templateOf(changes: Readonly<Record<string, unknown>>, ...path: (string | number)[]): unknown {
  return valueAt(item(build(changes), 'template').manifest.spec, path);
}

function podOf(changes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return templateOf(changes, 'podTemplate', 'spec') as Readonly<Record<string, unknown>>;
}

const everything = {
  createNamespace: true,
  replicas: { autoscale: { min: 2, max: 20, target: '50m' } },
  claimers: [{ kind: 'Group', name: 'team-a' }],
  quota: { sandboxes: 60 },
  limitRange: { default: { memory: '1Gi' } },
  isolation: { runtimeClass: 'gvisor', create: { handler: 'runsc' } },
};

describe('keys', () => {
  test.each([
    ['the least', {}, ['default-deny', 'template', 'pool']],
    [
      'everything',
      everything,
      [
        'namespace',
        'claimer-role',
        'claimer-binding',
        'default-deny',
        'quota',
        'limit-range',
        'claim-guard',
        'claim-guard-binding',
        'runtime-class',
        'template',
        'pool',
        'autoscaler',
      ],
    ],
    [
      'no fence of its own, roles without a guard',
      { defaultDeny: 'external', claimers: everything.claimers, claimGuard: 'rbac' },
      ['claimer-role', 'claimer-binding', 'template', 'pool'],
    ],
  ])('%s', (_, changes, keys) => {
    expect(build(changes).map(({ key }) => key)).toEqual(keys);
  });

  test('every dependency is one of them, and comes no later', () => {
    const resources = build(everything);
    resources.forEach(({ dependsOn }, index) => {
      const before = resources.slice(0, index).map(({ key }) => key);
      expect(dependsOn.filter((key) => !before.includes(key))).toEqual([]);
    });
  });

  test('every object has name, labels and, when it is namespaced, the namespace', () => {
    for (const { manifest, scope } of build(everything)) {
      expect(manifest.metadata.name).toMatch(/claude|team-a|gvisor/);
      expect(manifest.metadata.namespace).toBe(scope === 'Namespaced' ? 'team-a' : undefined);
      expect(manifest.metadata.labels).toMatchObject({
        'app.kubernetes.io/name': 'claude',
        'app.kubernetes.io/part-of': 'kagent-fleet',
        'app.kubernetes.io/managed-by': 'kagent-fleet',
      });
    }
  });
});

test('the least pool, whole', () => {
  const [deny, template, pool] = build().map(({ manifest }) => manifest);
  const labels = (component: string) => ({
    'app.kubernetes.io/name': 'claude',
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': 'kagent-fleet',
    'app.kubernetes.io/managed-by': 'kagent-fleet',
  });
  expect(deny).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'claude-default-deny', namespace: 'team-a', labels: labels('default-deny') },
    spec: { podSelector: { matchLabels: { 'kagent-fleet.dev/pool': 'claude' } }, policyTypes: ['Ingress', 'Egress'] },
  });
  expect(template).toEqual({
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxTemplate',
    metadata: { name: 'claude', namespace: 'team-a', labels: labels('sandbox-template') },
    spec: {
      podTemplate: {
        metadata: { labels: { ...labels('sandbox'), 'kagent-fleet.dev/pool': 'claude' } },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          dnsPolicy: 'None',
          dnsConfig: { nameservers: ['127.0.0.1'] },
          restartPolicy: 'Always',
          terminationGracePeriodSeconds: 30,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 1000,
            runAsGroup: 1000,
            fsGroup: 1000,
            fsGroupChangePolicy: 'OnRootMismatch',
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'sandbox',
              image: EXAMPLE_IMAGE,
              imagePullPolicy: 'IfNotPresent',
              resources: {
                requests: { cpu: '250m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
                limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '4Gi' },
              },
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                privileged: false,
                readOnlyRootFilesystem: true,
                runAsNonRoot: true,
              },
              volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
            },
          ],
          volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
        },
      },
      service: false,
      networkPolicyManagement: 'Managed',
      networkPolicy: { ingress: [], egress: [] },
      envVarsInjectionPolicy: 'Disallowed',
      volumeClaimTemplatesPolicy: 'Disallowed',
    },
  });
  expect(pool).toEqual({
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxWarmPool',
    metadata: { name: 'claude', namespace: 'team-a', labels: labels('warm-pool') },
    spec: { replicas: 5, sandboxTemplateRef: { name: 'claude' }, updateStrategy: { type: 'Recreate' } },
  });
});

describe('place', () => {
  const tenant = defineTenant({ platform: examplePlatform(), name: 'team-a' });

  test('a tenant’s pool stands in the tenant’s namespace for sandboxes', () => {
    const resources = build({ tenant, platform: undefined, namespace: undefined });
    expect(resources.map(({ manifest }) => manifest.metadata.namespace)).toEqual(Array(3).fill('team-a'));
  });

  test.each([
    ['neither', { platform: undefined, namespace: undefined }, 'the pool belongs to no platform'],
    ['both', { tenant }, 'the pool belongs to a tenant and to a platform of its own'],
  ])('%s is refused', (_, changes, problem) => {
    const { diagnostics } = prepare(agentSandboxPool, examplePool(changes), 'x', 'none');
    expect(diagnostics.filter(isBlocking).map((diagnostic) => diagnostic.problem)).toContain(problem);
    expect(diagnostics.map((diagnostic) => diagnostic.problem).join()).not.toContain('could not be evaluated');
  });
});

describe('lifecycle', () => {
  test('a fixed pool is ready when it is full; others say nothing', () => {
    expect(item(build(), 'pool').readiness).toEqual([{ jsonPath: '{.status.readyReplicas}', value: '5' }]);
    for (const replicas of [0, 'external', everything.replicas]) {
      expect(item(build({ replicas }), 'pool').readiness).toEqual([]);
    }
  });

  test.each(['external', everything.replicas])('replicas %j belong to somebody else', (replicas) => {
    const pool = item(build({ replicas }), 'pool');
    expect(pool.externallyOwned).toEqual([['spec', 'replicas']]);
    expect(pool.manifest.spec).not.toHaveProperty('replicas');
  });

  test('the template goes after the pool and before its fence, and is kept with it', () => {
    const resources = build();
    const [pool, template, deny] = ['pool', 'template', 'default-deny'].map((key) => item(resources, key));
    expect(pool!.teardown).toBeLessThan(template!.teardown);
    expect(template!.teardown).toBeLessThan(deny!.teardown);
    expect([template!.state?.retain, deny!.state?.retain]).toEqual([true, true]);
    expect(template!.externallyOwned).toEqual([['metadata', 'labels', 'agents.x-k8s.io/sandbox-template-ref-hash']]);
  });

  test('retain: false keeps nothing', () => {
    expect(build({ ...everything, retain: false }).filter(({ state }) => state?.retain)).toEqual([]);
  });
});

describe('network', () => {
  const DNS = {
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
  };
  const policyOf = (network: unknown, cluster: object = {}) =>
    templateOf({ network, platform: examplePlatform({ cluster }) }, 'networkPolicy') as {
      ingress: unknown[];
      egress: { to: { ipBlock?: { except?: string[] } }[] }[];
    };

  test('cluster: pods and Services without the API server', () => {
    expect(policyOf('cluster')).toEqual({
      ingress: [],
      egress: [
        DNS,
        { to: [{ namespaceSelector: {} }, { ipBlock: { cidr: '10.96.0.0/16', except: ['10.96.0.1/32'] } }] },
      ],
    });
    expect(podOf({ network: 'cluster' })).toMatchObject({ dnsPolicy: 'ClusterFirst' });
  });

  test('public-internet: nothing private, nothing of the cluster, no metadata', () => {
    const cluster = { podCidr: '100.65.0.0/16', serviceCidr: '198.18.0.0/16', apiServerCidrs: ['203.0.113.7/32'] };
    expect(policyOf('public-internet', cluster)).toEqual({
      ingress: [],
      egress: [
        DNS,
        {
          to: [
            {
              ipBlock: {
                cidr: '0.0.0.0/0',
                except: [
                  '10.0.0.0/8',
                  '172.16.0.0/12',
                  '192.168.0.0/16',
                  '169.254.0.0/16',
                  '100.64.0.0/10',
                  '198.18.0.0/16',
                  '203.0.113.7/32',
                ],
              },
            },
            { ipBlock: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] } },
          ],
        },
      ],
    });
  });

  test('an IPv6 cluster keeps its own networks out of the public internet, and its API server out of the cluster', () => {
    const cluster = {
      podCidr: '2001:db8:1::/48',
      serviceCidr: '2001:db8:2::/108',
      apiServerCidrs: ['2001:db8::7/128'],
    };
    expect(policyOf('public-internet', cluster).egress[1]!.to[1]!.ipBlock!.except).toEqual([
      'fc00::/7',
      'fe80::/10',
      '2001:db8:1::/48',
      '2001:db8:2::/108',
      '2001:db8::7/128',
    ]);
    expect(policyOf('cluster', cluster).egress[1]!.to[1]!.ipBlock!.except).toEqual(['2001:db8:2::1/128']);
  });

  test('rules: peers, ports and protocols as NetworkPolicies have them', () => {
    expect(
      policyOf({
        ingress: [
          { from: [{ namespace: 'agent-sandbox-system', pods: { app: 'sandbox-router' } }], ports: [8888, 'metrics'] },
          { from: ['same-namespace'], ports: [{ port: 9000, endPort: 9100, protocol: 'UDP' }] },
        ],
        egress: [
          { to: [{ namespaceLabels: { team: 'a' } }, { pods: { app: 'proxy' } }], ports: 'all' },
          { to: [{ cidr: '203.0.113.0/24', except: ['203.0.113.7/32'] }], ports: [443] },
          { to: ['api-server'], ports: [443, 6443] },
        ],
        dns: 'none',
      }),
    ).toEqual({
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'agent-sandbox-system' } },
              podSelector: { matchLabels: { app: 'sandbox-router' } },
            },
          ],
          ports: [
            { protocol: 'TCP', port: 8888 },
            { protocol: 'TCP', port: 'metrics' },
          ],
        },
        { from: [{ podSelector: {} }], ports: [{ protocol: 'UDP', port: 9000, endPort: 9100 }] },
      ],
      egress: [
        {
          to: [
            { namespaceSelector: { matchLabels: { team: 'a' } } },
            { podSelector: { matchLabels: { app: 'proxy' } } },
          ],
        },
        {
          to: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.7/32'] } }],
          ports: [{ protocol: 'TCP', port: 443 }],
        },
        {
          to: [{ ipBlock: { cidr: '192.0.2.10/32' } }, { ipBlock: { cidr: '10.96.0.1/32' } }],
          ports: [
            { protocol: 'TCP', port: 443 },
            { protocol: 'TCP', port: 6443 },
          ],
        },
      ],
    });
  });

  test('name servers of one’s own are opened and used', () => {
    const network = {
      ingress: 'none',
      egress: [{ to: ['public-internet'], ports: [443] }],
      dns: { nameservers: ['203.0.113.53', '2001:db8::53'] },
    };
    expect(policyOf(network).egress[0]).toEqual({
      to: [{ ipBlock: { cidr: '203.0.113.53/32' } }, { ipBlock: { cidr: '2001:db8::53/128' } }],
      ports: DNS.ports,
    });
    expect(podOf({ network })).toMatchObject({
      dnsPolicy: 'None',
      dnsConfig: { nameservers: ['203.0.113.53', '2001:db8::53'] },
    });
  });

  test('cdk8s-plus objects are peers', () => {
    const chart = Testing.chart();
    const metadata = { namespace: 'team-a-control' };
    const gateway = new Deployment(chart, 'gateway', { metadata, containers: [{ image: 'a.example/b:1' }] });
    const control = new Namespace(chart, 'control', { metadata: { name: 'team-a-control' } });
    const selector = {
      toPodSelectorConfig: () => ({ labelSelector: LabelSelector.of({ labels: { app: 'proxy' } }) }),
    };
    const { egress } = policyOf({
      ingress: 'none',
      egress: [{ to: [gateway, control, selector], ports: [8443] }],
    });
    const inNamespace = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
    expect(egress[1]).toEqual({
      to: [
        {
          podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': expect.any(String) } },
          namespaceSelector: inNamespace('team-a-control'),
        },
        { podSelector: {}, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'team-a-control' } } },
        { podSelector: { matchLabels: { app: 'proxy' } } },
      ],
      ports: [{ protocol: 'TCP', port: 8443 }],
    });
  });

  test.each([
    ['nothing', undefined, ['network']],
    ['a misspelt mode', 'isolate', ['network']],
    ['one direction', { ingress: 'none' }, ['network', 'egress']],
    ['an empty list', { ingress: [], egress: 'none' }, ['network', 'ingress']],
    [
      'a rule for everybody',
      { ingress: [{ from: [], ports: 'all' }], egress: 'none' },
      ['network', 'ingress', 0, 'from'],
    ],
    ['no ports', { ingress: 'none', egress: [{ to: ['cluster'] }] }, ['network', 'egress', 0, 'ports']],
    [
      'a misspelt peer',
      { ingress: 'none', egress: [{ to: ['internet'], ports: 'all' }] },
      ['network', 'egress', 0, 'to', 0],
    ],
    ['a peer of nothing', { ingress: 'none', egress: [{ to: [{}], ports: 'all' }] }, ['network', 'egress', 0, 'to', 0]],
    [
      'a name server that is a name',
      { ingress: 'none', egress: [{ to: ['cluster'], ports: 'all' }], dns: { nameservers: ['dns'] } },
      ['network', 'dns', 'nameservers', 0],
    ],
    ['DNS without egress', { ingress: 'none', egress: 'none', dns: 'cluster' }, ['network', 'dns']],
    ['a deferred network', new LateOutput(() => 'isolated'), ['network']],
  ])('%s is refused', (_, network, path) => {
    const { diagnostics, resources } = prepare(agentSandboxPool, examplePool({ network }), 'x', 'pulumi');
    expect(resources).toEqual([]);
    expect(diagnostics.filter(({ rule }) => rule === 'KF3407').map((diagnostic) => diagnostic.path)).toEqual([path]);
  });
});

describe('default-deny', () => {
  test('is for the whole namespace where that holds nothing but pools', () => {
    const selector = { podSelector: {} };
    expect(item(build({ createNamespace: true }), 'default-deny').manifest.spec).toMatchObject(selector);
    expect(item(build({ defaultDeny: 'namespace' }), 'default-deny').manifest.spec).toEqual({
      ...selector,
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('of the pool selects a label that its pods have', () => {
    const resources = build({ defaultDeny: 'pool' });
    const matchLabels = { 'kagent-fleet.dev/pool': 'claude' };
    expect(item(resources, 'default-deny').manifest.spec).toMatchObject({ podSelector: { matchLabels } });
    expect(templateOf({ defaultDeny: 'pool' }, 'podTemplate', 'metadata', 'labels')).toMatchObject(matchLabels);
  });
});

describe('isolation', () => {
  const runtimeClasses = ['gvisor', 'kata-qemu', 'kata-fc', 'tee'];
  test.each([
    [undefined, undefined],
    ['runc', undefined],
    ['gvisor', 'gvisor'],
    ['kata', 'kata-qemu'],
    ['kata-firecracker', 'kata-fc'],
    [{ runtimeClass: 'tee' }, 'tee'],
  ])('%j', (isolation, runtimeClassName) => {
    const platform = examplePlatform({ cluster: { runtimeClasses } });
    expect(podOf({ isolation, platform }).runtimeClassName).toBe(runtimeClassName);
  });

  test('makes the class when asked to', () => {
    const create = { handler: 'kata-tee', overhead: { memory: '160Mi' }, scheduling: { nodeSelector: { tee: 'on' } } };
    const runtimeClass = item(build({ isolation: { runtimeClass: 'tee', create } }), 'runtime-class');
    expect(runtimeClass.scope).toBe('Cluster');
    expect(runtimeClass.manifest).toMatchObject({
      kind: 'RuntimeClass',
      metadata: { name: 'tee' },
      handler: 'kata-tee',
      overhead: { podFixed: { memory: '160Mi' } },
      scheduling: { nodeSelector: { tee: 'on' } },
    });
  });
});

describe('claimers', () => {
  const chart = Testing.chart();
  const runner = new ServiceAccount(chart, 'runner', { metadata: { name: 'runner', namespace: 'ci' } });
  const resources = build({
    claimers: [{ kind: 'User', name: 'ann' }, { kind: 'ServiceAccount', name: 'bot' }, runner],
  });

  test('are bound in the namespace', () => {
    const rbac = 'rbac.authorization.k8s.io';
    expect(item(resources, 'claimer-binding').manifest).toMatchObject({
      metadata: { name: 'claude-claimers', namespace: 'team-a' },
      roleRef: { apiGroup: rbac, kind: 'Role', name: 'claude-claimers' },
      subjects: [
        { apiGroup: rbac, kind: 'User', name: 'ann' },
        { kind: 'ServiceAccount', name: 'bot', namespace: 'team-a' },
        { kind: 'ServiceAccount', name: 'runner', namespace: 'ci' },
      ],
    });
  });

  test('may claim and nothing else', () => {
    const read = ['get', 'list', 'watch'];
    const extensions = ['extensions.agents.x-k8s.io'];
    expect(item(resources, 'claimer-role').manifest.rules).toEqual([
      { apiGroups: extensions, resources: ['sandboxclaims'], verbs: ['create', 'delete', ...read] },
      { apiGroups: extensions, resources: ['sandboxwarmpools'], resourceNames: ['claude'], verbs: ['get', 'claim'] },
      { apiGroups: ['agents.x-k8s.io'], resources: ['sandboxes'], verbs: read },
    ]);
  });

  test('are told from others by an admission policy on this pool of this namespace', () => {
    expect(item(resources, 'claim-guard').manifest).toMatchObject({
      metadata: { name: 'claude.team-a.claims.kagent-fleet.dev' },
      spec: {
        matchConditions: [
          {
            expression:
              "object.spec.warmPoolRef.name == 'claude' && (request.operation == 'CREATE' || oldObject.spec.warmPoolRef.name != 'claude')",
          },
        ],
        validations: [
          {
            expression:
              "authorizer.group('extensions.agents.x-k8s.io').resource('sandboxwarmpools').namespace('team-a').name('claude').check('claim').allowed()",
          },
        ],
      },
    });
    expect(item(resources, 'claim-guard-binding').manifest.spec).toMatchObject({
      policyName: 'claude.team-a.claims.kagent-fleet.dev',
      matchResources: {
        namespaceSelector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['team-a'] }],
        },
      },
    });
  });
});

describe('quota and limits', () => {
  test.each([
    [{ sandboxes: 60 }, '55'],
    [{ sandboxes: 60, claims: 10 }, '10'],
  ])('%j', (quota, claims) => {
    expect(item(build({ quota: { ...quota, hard: { 'requests.cpu': '40' } } }), 'quota').manifest.spec).toEqual({
      hard: {
        'count/sandboxes.agents.x-k8s.io': '60',
        'count/sandboxclaims.extensions.agents.x-k8s.io': claims,
        pods: '60',
        'requests.cpu': '40',
      },
    });
  });

  test('a LimitRange is for containers', () => {
    expect(item(build({ limitRange: { max: { memory: '4Gi' } } }), 'limit-range').manifest.spec).toEqual({
      limits: [{ type: 'Container', max: { memory: '4Gi' } }],
    });
  });
});

test('the autoscaler divides its metric by the members', () => {
  const metric = { name: 'claims_per_second', matchLabels: { pool: 'claude' } };
  const replicas = { autoscale: { ...everything.replicas.autoscale, metric } };
  expect(item(build({ replicas }), 'autoscaler').manifest.spec).toEqual({
    scaleTargetRef: { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool', name: 'claude' },
    minReplicas: 2,
    maxReplicas: 20,
    metrics: [
      {
        type: 'External',
        external: {
          metric: { name: 'claims_per_second', selector: { matchLabels: { pool: 'claude' } } },
          target: { type: 'AverageValue', averageValue: '50m' },
        },
      },
    ],
  });
});

describe('the short form', () => {
  test('volumes: of the pod, of each sandbox, from outside', () => {
    const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } };
    const changes = {
      volumes: {
        scratch: { mountPath: '/scratch', ephemeral: { sizeLimit: '2Gi', medium: 'Memory' } },
        workspace: { mountPath: '/workspace', subPath: 'home', perSandbox: claim },
        models: { mountPath: '/models', readOnly: true, claim: { name: 'models' } },
      },
    };
    expect(podOf(changes).volumes).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
      { name: 'scratch', emptyDir: { sizeLimit: '2Gi', medium: 'Memory' } },
      { name: 'models', persistentVolumeClaim: { claimName: 'models', readOnly: true } },
    ]);
    expect(templateOf(changes, 'volumeClaimTemplates')).toEqual([{ metadata: { name: 'workspace' }, spec: claim }]);
    expect(templateOf(changes, 'podTemplate', 'spec', 'containers', 0, 'volumeMounts')).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'scratch', mountPath: '/scratch' },
      { name: 'workspace', mountPath: '/workspace', subPath: 'home' },
      { name: 'models', mountPath: '/models', readOnly: true },
    ]);
  });

  test('a volume of one’s own on /tmp takes the place of the default', () => {
    const volumes = { big: { mountPath: '/tmp', ephemeral: { sizeLimit: '20Gi' } } };
    expect(podOf({ volumes }).volumes).toEqual([{ name: 'big', emptyDir: { sizeLimit: '20Gi' } }]);
  });

  test('an image goes through lock and mirrors', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const images = {
      lock: { 'ghcr.io/agents/claude:1.4': digest },
      mirrors: { 'ghcr.io': 'mirror.example/ghcr' },
    };
    const changes = { image: 'ghcr.io/agents/claude:1.4', platform: examplePlatform({ images }) };
    expect(templateOf(changes, 'podTemplate', 'spec', 'containers', 0, 'image')).toBe(
      `mirror.example/ghcr/agents/claude:1.4@${digest}`,
    );
  });

  test('what is given is passed on', () => {
    const given = {
      command: ['/bin/agent'],
      args: ['--serve'],
      env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'claude', key: 'token' } } }],
      envFrom: [{ configMapRef: { name: 'claude' } }],
      workingDir: '/workspace',
      ports: [{ name: 'api', containerPort: 8888, protocol: 'TCP' }],
      readinessProbe: { httpGet: { path: '/ready', port: 'api' } },
      livenessProbe: { tcpSocket: { port: 8888 } },
      startupProbe: { exec: { command: ['true'] } },
    };
    const pod = podOf({
      ...given,
      runAsUser: 65532,
      serviceAccount: { name: 'puller' },
      imagePullSecrets: ['mirror', { name: 'other' }],
      terminationGracePeriodSeconds: 5,
    });
    expect(pod).toMatchObject({
      serviceAccountName: 'puller',
      imagePullSecrets: [{ name: 'mirror' }, { name: 'other' }],
      terminationGracePeriodSeconds: 5,
      securityContext: { runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532 },
      containers: [given],
    });
  });
});

describe('a whole pod', () => {
  test('keeps what it says and gets the rest', () => {
    const spec = item(
      resourcesOf(
        examplePodPool(
          { enableServiceLinks: true, priorityClassName: 'agents' },
          { network: 'cluster', isolation: 'runc' },
        ),
      ),
      'template',
    ).manifest.spec;
    expect(valueAt(spec, ['podTemplate', 'spec'])).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: true,
      dnsPolicy: 'ClusterFirst',
      priorityClassName: 'agents',
    });
  });

  test('gets our labels beside its own', () => {
    const { podTemplate } = examplePodPool() as { podTemplate: { spec: object } };
    const metadata = { labels: { team: 'a' }, annotations: { 'team.example/owner': 'ann' } };
    const [template] = resourcesOf(examplePodPool({}, { podTemplate: { ...podTemplate, metadata } })).filter(
      ({ key }) => key === 'template',
    );
    expect(valueAt(template!.manifest.spec, ['podTemplate', 'metadata'])).toMatchObject({
      labels: { team: 'a', 'kagent-fleet.dev/pool': 'claude' },
      annotations: { 'team.example/owner': 'ann' },
    });
  });

  test.each([
    ['a pod of the strictest level', {}, 'restricted'],
    ['one that keeps capabilities', { securityContext: {} }, 'baseline'],
    ['one on the network of its node', { hostNetwork: true }, 'privileged'],
  ])('%s has its namespace labelled so', (_, pod, level) => {
    const acknowledge = ['KF3001', 'KF3003', 'KF3004', 'KF3005'].map((rule) => ({ rule, reason: 'a test' }));
    const resources = resourcesOf(examplePodPool(pod, { createNamespace: true, acknowledge }));
    expect(item(resources, 'namespace').manifest.metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': level,
      'pod-security.kubernetes.io/warn': level,
    });
  });
});

describe('deferred values', () => {
  test('reach the template and leave their siblings plain', () => {
    const resources = build(
      {
        image: new LateOutput(() => EXAMPLE_IMAGE),
        env: [{ name: 'MODEL', value: new LateOutput(() => 'claude') }],
        network: {
          ingress: 'none',
          egress: [{ to: [{ cidr: new LateOutput(() => '203.0.113.0/24') }], ports: [443] }],
        },
        volumes: { models: { mountPath: '/models', readOnly: true, claim: { name: new LateOutput(() => 'models') } } },
        claimers: [{ kind: 'ServiceAccount', name: new LateOutput(() => 'bot') }],
      },
      'pulumi',
    );
    const { spec } = item(resources, 'template').manifest;
    const container = valueAt(spec, ['podTemplate', 'spec', 'containers', 0]) as Readonly<Record<string, unknown>>;
    expect((container.image as LateOutput<string>).get()).toBe(EXAMPLE_IMAGE);
    expect(valueAt(container, ['env', 0, 'name'])).toBe('MODEL');
    expect((valueAt(container, ['env', 0, 'value']) as LateOutput<string>).get()).toBe('claude');
    expect(container.resources).toBeDefined();
  });

  test.each([
    ['an image without a digest', { image: new LateOutput(() => 'a.example/b:1') }, ['image'], 'KF1101'],
    ['an image that is none', { image: new LateOutput(() => 'a b') }, ['image'], 'KF1102'],
  ])('%s fails when it resolves', (_, changes, [field], rule) => {
    const resources = build(changes, 'pulumi');
    const leaf = valueAt(item(resources, 'template').manifest.spec, ['podTemplate', 'spec', 'containers', 0, field!]);
    expect(() => (leaf as LateOutput<unknown>).get()).toThrow(rule);
  });

  test('a container that is deferred as a whole is judged when it resolves', () => {
    const container = new LateOutput(() => ({
      name: 'claude',
      image: EXAMPLE_IMAGE,
      securityContext: { privileged: true },
    }));
    const resources = resourcesOf(examplePodPool({ containers: [container] }), 'pulumi');
    const leaf = valueAt(item(resources, 'template').manifest.spec, ['podTemplate', 'spec', 'containers', 0]);
    expect(() => (leaf as LateOutput<unknown>).get()).toThrow(/KF3002|KF3003|KF3007/);
  });
});

describe('createOnlyGuards', () => {
  const guards = createOnlyGuards({ namespace: 'sandboxes', serviceAccount: 'agent-sandbox-controller' });

  test('are two policies, each with its binding', () => {
    expect(guards.map(({ key }) => key)).toEqual([
      'sandbox-create-only',
      'sandbox-create-only-binding',
      'claim-create-only',
      'claim-create-only-binding',
    ]);
    for (const { phase, scope } of guards) expect([phase, scope]).toEqual(['guard', 'Cluster']);
  });

  test('let the controller through', () => {
    for (const key of ['sandbox-create-only', 'claim-create-only']) {
      expect(valueAt(item(guards, key).manifest.spec, ['matchConditions', 0, 'expression'])).toBe(
        "request.userInfo.username != 'system:serviceaccount:sandboxes:agent-sandbox-controller'",
      );
    }
  });
});
