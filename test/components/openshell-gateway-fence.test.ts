import { type OpenShellGatewayProps, openShellGateway } from '../../lib/components/openshell-gateway';
import {
  exampleGateway,
  exampleGatewayPlatform,
  exampleSideBySide,
} from '../../lib/components/openshell-gateway/example';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';

// biome-ignore lint/suspicious/noExplicitAny: the objects are compared with literals below.
type Anything = any;

const GATEWAY_PODS = { 'app.kubernetes.io/name': 'openshell', 'app.kubernetes.io/instance': 'openshell' };
const KAGENT = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'team-a-kagent' } },
  podSelector: { matchLabels: { 'app.kubernetes.io/component': 'controller' } },
};
const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
const tcp = (port: number) => [{ protocol: 'TCP', port }];
const DNS = {
  to: [{ ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};
const API_SERVER = {
  to: [{ ipBlock: { cidr: '192.0.2.10/32' } }],
  ports: [...tcp(6443), ...tcp(443)],
};

function build(props: OpenShellGatewayProps): Map<string, Resource> {
  const { resources, diagnostics } = prepare(openShellGateway, props, 'team-a/gateway', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return new Map(resources.map((item) => [item.key, item]));
}

function manifest(props: OpenShellGatewayProps, key: string): Anything {
  const found = build(props).get(key);
  if (!found) throw new Error(`no object ${key}`);
  return found.manifest;
}

describe('namespaces', () => {
  test.each([
    ['namespace', 'team-a-openshell', 'restricted'],
    ['sandbox-namespace', 'team-a-harnesses', 'privileged'],
  ])('%s is %s at level %s, and is kept', (key, name, level) => {
    const resource = build(exampleGateway()).get(key);
    expect(resource?.manifest.metadata).toMatchObject({
      name,
      labels: {
        'pod-security.kubernetes.io/enforce': level,
        'pod-security.kubernetes.io/enforce-version': 'v1.34',
        'pod-security.kubernetes.io/audit': level,
        'pod-security.kubernetes.io/warn': level,
      },
    });
    expect(resource?.state).toMatchObject({ retain: true });
  });

  test('somebody else’s are left alone, and so are other pods in the gateway’s', () => {
    const keys = [...build(exampleGateway({ createNamespaces: false })).keys()];
    expect(keys).not.toContain('namespace');
    expect(keys).not.toContain('default-deny');
    expect(keys).toContain('sandboxes-default-deny');
  });
});

describe('who reaches the gateway', () => {
  const ingress = (changes: Readonly<Record<string, unknown>>) =>
    manifest(exampleGateway(changes), 'network-policy').spec.ingress;

  test('its sandboxes and the named callers, on its port', () => {
    expect(manifest(exampleGateway(), 'network-policy').spec).toMatchObject({
      podSelector: { matchLabels: GATEWAY_PODS },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [inNamespace('team-a-harnesses'), KAGENT], ports: tcp(8080) }],
    });
  });

  test('everybody else is denied, whatever runs there', () => {
    expect(manifest(exampleGateway(), 'default-deny').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('who scrapes reaches the metrics and nothing else', () => {
    const observability = { metrics: { scrapeFrom: [{ namespace: 'monitoring' }] } };
    expect(ingress({ observability })[1]).toEqual({ from: [inNamespace('monitoring')], ports: tcp(9090) });
  });

  test.each([
    [
      'Gateway API',
      { gatewayApi: { parent: { name: 'edge', namespace: 'edge' }, hostnames: ['a.example.com'] } },
      'edge',
    ],
    [
      'its data plane elsewhere',
      {
        gatewayApi: {
          parent: { name: 'edge', namespace: 'edge' },
          hostnames: ['a.example.com'],
          dataPlane: { namespace: 'envoy' },
        },
      },
      'envoy',
    ],
    [
      'Ingress',
      {
        ingress: {
          className: 'nginx',
          host: 'a.example.com',
          tlsSecret: 'a-tls',
          annotations: { 'nginx.ingress.kubernetes.io/ssl-passthrough': 'true' },
          controller: { namespace: 'ingress-nginx' },
        },
      },
      'ingress-nginx',
    ],
  ])('the way in by %s', (_, way, namespace) => {
    expect(ingress({ ingress: way })[0].from).toContainEqual(inNamespace(namespace));
  });

  test('past a trusted proxy nobody goes', () => {
    const auth = { trustedProxy: { proxy: { namespace: 'edge', podLabels: { app: 'proxy' } } } };
    const props = exampleSideBySide({ auth, callers: undefined });
    expect(manifest(props, 'network-policy').spec.ingress[0].from).toEqual([
      inNamespace('team-a-harnesses'),
      { ...inNamespace('edge'), podSelector: { matchLabels: { app: 'proxy' } } },
    ]);
  });
});

describe('what the gateway reaches', () => {
  const egress = (props: OpenShellGatewayProps) => manifest(props, 'network-policy').spec.egress;

  test('the API server and DNS', () => {
    expect(egress(exampleGateway())).toEqual([API_SERVER, DNS]);
  });

  test('an issuer outside, at public addresses', () => {
    const [, , rule] = egress(exampleSideBySide());
    expect(rule.ports).toEqual(tcp(443));
    expect(rule.to.map((peer: Anything) => peer.ipBlock.cidr)).toEqual(['0.0.0.0/0', '::/0']);
    expect(rule.to[0].ipBlock.except).toContain('192.0.2.10/32');
  });

  test('an issuer in the cluster, in its namespace and on its pods’ port', () => {
    const oidc = { issuer: 'https://dex.auth.svc/dex', audience: 'openshell', port: 5554 };
    const [, , rule] = egress(exampleSideBySide({ auth: { oidc } }));
    expect(rule).toEqual({ to: [inNamespace('auth')], ports: tcp(5554) });
  });

  test('database and collector', () => {
    const props = exampleSideBySide({
      auth: { trustedProxy: { proxy: { namespace: 'edge' } } },
      callers: undefined,
      storage: { postgres: { url: { name: 'db', key: 'url' }, to: { namespace: 'db' } } },
      observability: { otlp: { endpoint: 'http://otel.monitoring.svc:4317' } },
    });
    expect(egress(props)).toEqual([
      API_SERVER,
      DNS,
      { to: [inNamespace('db')], ports: tcp(5432) },
      { to: [inNamespace('monitoring')], ports: tcp(4317) },
    ]);
  });

  test('under Cilium the API server is an entity', () => {
    const props = exampleGateway({ platform: exampleGatewayPlatform({ cluster: { cni: 'cilium' } }) });
    const resources = build(props);
    expect(resources.get('cilium-network-policy')?.manifest.spec).toMatchObject({
      endpointSelector: { matchLabels: GATEWAY_PODS },
      egress: [{ toEntities: ['kube-apiserver'] }],
    });
    expect(resources.get('gateway')?.dependsOn).toContain('cilium-network-policy');
  });
});

describe('sandboxes', () => {
  test('all pods of their namespace are fenced, because none carries a label of the gateway’s', () => {
    const resources = build(exampleGateway());
    expect(resources.get('sandboxes-default-deny')?.manifest).toMatchObject({
      metadata: { namespace: 'team-a-harnesses' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    const { spec } = manifest(exampleGateway(), 'sandboxes-network-policy');
    expect(spec).toMatchObject({ podSelector: {}, policyTypes: ['Egress'] });
    expect(spec).not.toHaveProperty('ingress');
    expect(spec.egress.slice(0, 2)).toEqual([
      DNS,
      { to: [{ ...inNamespace('team-a-openshell'), podSelector: { matchLabels: GATEWAY_PODS } }], ports: tcp(8080) },
    ]);
    expect(spec.egress[2].ports).toEqual(tcp(443));
    expect(spec.egress).toHaveLength(3);
  });

  test('the outer wall is the user’s', () => {
    const egress = [{ to: [{ namespace: 'models' }, { cidr: '10.9.0.0/16' }], ports: [443, 8443] }];
    const { spec } = manifest(exampleGateway({ sandboxes: { egress } }), 'sandboxes-network-policy');
    expect(spec.egress[2]).toEqual({
      to: [inNamespace('models'), { ipBlock: { cidr: '10.9.0.0/16' } }],
      ports: [...tcp(443), ...tcp(8443)],
    });
    const { spec: closed } = manifest(exampleGateway({ sandboxes: { egress: [] } }), 'sandboxes-network-policy');
    expect(closed.egress).toHaveLength(2);
  });

  test('a container without resources gets some, so that a quota can count it', () => {
    const sandboxes = { quota: { sandboxes: 20, hard: { 'requests.cpu': '10' } } };
    const resources = build(exampleGateway({ sandboxes }));
    expect(resources.get('sandboxes-limit-range')?.manifest.spec).toEqual({
      limits: [
        {
          type: 'Container',
          default: { cpu: '2', memory: '8Gi' },
          defaultRequest: { cpu: '500m', memory: '2Gi' },
        },
      ],
    });
    expect(resources.get('sandboxes-quota')?.manifest.spec).toEqual({
      hard: { 'count/sandboxes.agents.x-k8s.io': '20', pods: '20', 'requests.cpu': '10' },
    });
  });

  test('admission holds in their namespace alone', () => {
    const bindings = [...build(exampleSideBySide()).values()].filter(
      ({ manifest: { kind }, key }) => kind === 'ValidatingAdmissionPolicyBinding' && key.startsWith('sandboxes-'),
    );
    expect(bindings.map(({ manifest: { metadata } }) => metadata.name)).toEqual([
      'team-a-harnesses-pods',
      'team-a-harnesses-exec',
      'team-a-harnesses-sandbox-objects',
      'team-a-harnesses-extensions',
      'team-a-harnesses-tokens',
    ]);
    for (const { manifest: binding } of bindings) {
      expect(binding.spec).toMatchObject({
        validationActions: ['Deny'],
        matchResources: { namespaceSelector: { matchExpressions: [{ values: ['team-a-harnesses'] }] } },
      });
    }
  });

  test('the controller is known by the ServiceAccount that the platform names', () => {
    const expression = (changes: Parameters<typeof exampleGatewayPlatform>[0]) =>
      manifest(exampleGateway({ platform: exampleGatewayPlatform(changes) }), 'sandboxes-pods').spec.matchConditions[0]
        .expression;
    expect(expression({})).toContain("'system:serviceaccount:agent-sandbox-system:agent-sandbox-controller'");
    expect(expression({ agentSandboxNamespace: 'sandboxes', agentSandbox: { serviceAccount: 'maker' } })).toContain(
      "'system:serviceaccount:sandboxes:maker'",
    );
  });

  test.each([
    ['a limit', { limits: { memory: '8Gi' } }, true],
    ['a request alone', { requests: { memory: '8Gi' } }, false],
  ])('a quota on limits is counted by %s', (_, containerDefaults, passes) => {
    const sandboxes = { quota: { sandboxes: 5, hard: { 'limits.memory': '40Gi' } }, containerDefaults };
    const { diagnostics } = prepare(openShellGateway, exampleGateway({ sandboxes }), 'team-a/gateway', 'none');
    expect(diagnostics.filter(({ rule }) => rule === 'KF4034')).toHaveLength(passes ? 0 : 1);
  });

  test('a limit is the request that a quota counts', () => {
    const hard = { 'requests.cpu': '4', memory: '40Gi' };
    const sandboxes = { quota: { sandboxes: 5, hard }, containerDefaults: { limits: { cpu: '1', memory: '8Gi' } } };
    expect(build(exampleGateway({ sandboxes })).has('sandboxes-quota')).toBe(true);
  });

  test('identity by token is guarded where the release has it', () => {
    expect(build(exampleGateway()).has('sandboxes-tokens')).toBe(false);
    expect(build(exampleSideBySide()).has('sandboxes-tokens')).toBe(true);
  });

  test('all of it stands before the gateway starts, which makes sandboxes', () => {
    expect(build(exampleSideBySide()).get('gateway')?.dependsOn).toEqual(
      expect.arrayContaining([
        'default-deny',
        'network-policy',
        'sandboxes-default-deny',
        'sandboxes-network-policy',
        'sandboxes-limit-range',
        'sandboxes-pods-binding',
        'sandboxes-exec-binding',
        'sandboxes-sandbox-objects-binding',
        'sandboxes-extensions-binding',
        'sandboxes-tokens-binding',
      ]),
    );
  });
});

describe('workspaces in namespaces of their own', () => {
  test.each([
    [
      'managed',
      {
        matchLabels: {
          'openshell.ai/managed-by': 'openshell',
          'openshell.ai/gateway-id': 'team-a-openshell-openshell',
        },
      },
    ],
    [
      { operator: { namespaceLabel: 'openshell.ai/workspace=true' } },
      { matchLabels: { 'openshell.ai/workspace': 'true' } },
    ],
  ])('%j reaches the gateway by the labels of its namespaces', (workspaceMode, namespaceSelector) => {
    const props = exampleSideBySide({ workspaceMode, acknowledge: [{ rule: 'KF4003', reason: 'priced' }] });
    const { resources } = prepare(openShellGateway, props, 'team-a/gateway', 'none');
    const policy = resources.find(({ key }) => key === 'network-policy')?.manifest as Anything;
    expect(policy.spec.ingress[0].from[0]).toEqual({ namespaceSelector });
  });
});
