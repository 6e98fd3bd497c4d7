import { createHash } from 'node:crypto';
import {
  explainOpenShellPolicy,
  gatewayStateOf,
  type OpenShellPolicyProps,
  openShellPolicy,
} from '../../lib/components/openshell-policy';
import {
  EXAMPLE_HARNESS,
  EXAMPLE_POLICY,
  examplePolicyOn,
  examplePolicyProps,
} from '../../lib/components/openshell-policy/rules/example-policy';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { KubernetesObject } from '../../lib/plan/resource';
import { examplePlatform } from '../../lib/platform/rules/example-platform';
import { compose, type Policy, readYaml } from '../../lib/policy';
import { baselines, tiers } from '../../lib/policy/presets';
import { releases } from '../../lib/releases';

function resourcesOf(props: OpenShellPolicyProps) {
  const { resources, diagnostics } = prepare(openShellPolicy, props, 'team-a/tickets', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return resources;
}

function objectOf(props: OpenShellPolicyProps, key: string): KubernetesObject {
  const found = resourcesOf(props).find((it) => it.key === key);
  if (found === undefined) throw new Error(`no object ${key}`);
  return found.manifest;
}

const CALICO = examplePlatform({ release: releases.KAGENT_0_9, cluster: { cni: 'calico' } });

const EVERYTHING = examplePolicyProps({
  attachTo: [
    { pool: 'claude', inside: 'openshell' },
    { pods: { app: 'batch' }, as: 'batch', inside: 'openshell' },
    { allPods: true, inside: 'openshell' },
    EXAMPLE_HARNESS,
  ],
  admission: true,
});

test('keys and phases, pinned', () => {
  expect(resourcesOf(EVERYTHING).map(({ key, phase, scope }) => `${phase} ${scope} ${key}`)).toEqual([
    'guard Namespaced pool-claude-fence',
    'guard Namespaced pods-batch-fence',
    'guard Namespaced all-pods-fence',
    'guard Namespaced harness-coder-fence',
    'guard Cluster admission-pod-network',
    'guard Cluster admission-pod-network-binding',
    'guard Cluster admission-harness-domains',
    'guard Cluster admission-harness-domains-binding',
    'config Namespaced policy',
  ]);
});

test('the ConfigMap holds the file and its checksum', () => {
  const { metadata, data, immutable } = objectOf(examplePolicyProps(), 'policy');
  const text = (data as { [key: string]: string })['policy.yaml']!;
  expect(readYaml(text).policy).toEqual(EXAMPLE_POLICY);
  expect(immutable).toBeUndefined();
  expect(metadata).toEqual({
    name: 'tickets',
    namespace: 'team-a-sandboxes',
    labels: {
      'app.kubernetes.io/name': 'tickets',
      'app.kubernetes.io/component': 'policy',
      'app.kubernetes.io/part-of': 'kagent-fleet',
      'app.kubernetes.io/managed-by': 'kagent-fleet',
    },
    annotations: {
      'kagent-fleet.dev/policy-sha256': createHash('sha256').update(text).digest('hex'),
      'kagent-fleet.dev/openshell': '0.0.46',
    },
  });
});

test('an immutable one is named after its content and keeps its key', () => {
  const [before, after] = [EXAMPLE_POLICY, { ...EXAMPLE_POLICY, networkPolicies: {} }].map((policy) =>
    objectOf(examplePolicyProps({ policy, immutable: true }), 'policy'),
  );
  expect(before!.immutable).toBe(true);
  expect(before!.metadata.name).toMatch(/^tickets-[0-9a-f]{10}$/);
  expect(after!.metadata.name).not.toBe(before!.metadata.name);
});

test('with Cilium the fence knows names, and learns them by the DNS rule in the same object', () => {
  const { apiVersion, kind, metadata, spec } = objectOf(examplePolicyProps(), 'pool-claude-fence');
  expect([apiVersion, kind, metadata.name]).toEqual(['cilium.io/v2', 'CiliumNetworkPolicy', 'tickets-pool-claude']);
  expect(spec).toEqual({
    endpointSelector: { matchLabels: { 'kagent-fleet.dev/pool': 'claude' } },
    egress: [
      {
        toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } }],
        toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
      },
      {
        toFQDNs: [{ matchName: 'tickets.example.com' }],
        toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }],
      },
    ],
    egressDeny: [{ toCIDRSet: expect.arrayContaining([{ cidr: '169.254.0.0/16' }, { cidr: '10.0.0.0/8' }]) }],
  });
});

test('without Cilium it knows addresses and ports, and leaves the cluster and the metadata service out', () => {
  const { kind, spec } = objectOf(examplePolicyOn(CALICO), 'pool-claude-fence');
  expect(kind).toBe('NetworkPolicy');
  expect(spec).toMatchObject({
    podSelector: { matchLabels: { 'kagent-fleet.dev/pool': 'claude' } },
    policyTypes: ['Egress'],
    egress: [
      {
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
      {
        to: [
          { ipBlock: { cidr: '0.0.0.0/0', except: expect.arrayContaining(['10.0.0.0/8', '169.254.0.0/16']) } },
          { ipBlock: { cidr: '::/0', except: ['fe80::/10', 'fc00::/7'] } },
        ],
        ports: [{ protocol: 'TCP', port: 443 }],
      },
    ],
  });
});

test('the fallback opens the addresses given and nothing else', () => {
  const props = examplePolicyOn(CALICO, {
    fence: 'cidr-fallback',
    addresses: { 'tickets.example.com': ['93.184.215.14', '93.184.216.0/24'] },
  });
  const { egress } = objectOf(props, 'pool-claude-fence').spec as { egress: readonly object[] };
  expect(egress.slice(1)).toEqual([
    {
      to: [{ ipBlock: { cidr: '93.184.215.14/32' } }, { ipBlock: { cidr: '93.184.216.0/24' } }],
      ports: [{ protocol: 'TCP', port: 443 }],
    },
  ]);
});

test('a fence of somebody else’s leaves only the file', () => {
  expect(resourcesOf(examplePolicyProps({ fence: 'none' })).map(({ key }) => key)).toEqual(['policy']);
});

test('the machinery gets its own flows, in either dialect', () => {
  const infrastructure = [
    { purpose: 'gateway', to: { namespace: 'team-a-gateway' }, port: 8080 },
    { purpose: 'model server', to: { cidr: '192.0.2.7/32' }, port: 8000 },
    { purpose: 'models', to: { host: 'api.openai.com' }, port: 443 },
  ];
  const cilium = objectOf(examplePolicyProps({ infrastructure }), 'pool-claude-fence').spec as {
    egress: readonly object[];
  };
  expect(cilium.egress).toEqual(
    expect.arrayContaining([
      {
        toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'team-a-gateway' } }],
        toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
      },
      { toCIDRSet: [{ cidr: '192.0.2.7/32' }], toPorts: [{ ports: [{ port: '8000', protocol: 'TCP' }] }] },
      {
        toFQDNs: [{ matchName: 'api.openai.com' }, { matchName: 'tickets.example.com' }],
        toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }],
      },
    ]),
  );
  const plain = objectOf(examplePolicyOn(CALICO, { infrastructure }), 'pool-claude-fence').spec as {
    egress: readonly object[];
  };
  expect(plain.egress).toEqual(
    expect.arrayContaining([
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'team-a-gateway' } } }],
        ports: [{ protocol: 'TCP', port: 8080 }],
      },
    ]),
  );
});

test('a harness is fenced where its gateway makes it, by the one label that its pod has', () => {
  const harness = { ...EXAMPLE_HARNESS, harness: 'claw49', harnessNamespace: 'kagent' };
  const { metadata, spec } = objectOf(examplePolicyProps({ attachTo: [harness] }), 'harness-claw49-fence');
  expect(metadata.namespace).toBe('team-a-sandboxes');
  // source: facts/verified.md; issue 3 (the Sandbox kagent-claw49 got this hash on the test bed)
  expect(spec).toMatchObject({
    endpointSelector: { matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': '01a1bcc6' } },
  });
});

test('a harness gets the whole policy as a row of its gateway, unless sync is off', () => {
  expect(gatewayStateOf(EVERYTHING)).toEqual([
    {
      kind: 'Policy',
      key: 'harness-coder',
      sandbox: 'team-a-coder',
      policy: expect.objectContaining({ version: 1, networkPolicies: { tickets: expect.anything() } }),
    },
  ]);
  expect(gatewayStateOf(examplePolicyProps({ attachTo: [{ ...EXAMPLE_HARNESS, sync: false }] }))).toEqual([]);
});

test('admission keeps pods off the nodes’ network and harnesses to the policy’s hosts', () => {
  const expressions = ['admission-pod-network', 'admission-harness-domains'].map(
    (key) => (objectOf(EVERYTHING, key).spec as { validations: { expression: string }[] }).validations[0]!.expression,
  );
  expect(expressions[0]).toBe('!has(object.spec.hostNetwork) || !object.spec.hostNetwork');
  expect(expressions[1]).toContain('["tickets.example.com"]');
  const { metadata, spec } = objectOf(EVERYTHING, 'admission-harness-domains-binding');
  expect(metadata.name).toBe('team-a-sandboxes-tickets-harness-domains');
  expect(spec).toMatchObject({
    policyName: metadata.name,
    validationActions: ['Deny'],
    matchResources: { namespaceSelector: { matchExpressions: [{ operator: 'In', values: ['team-a'] }] } },
  });
});

test('a harness asks for no host that one of its channels opens (F-POL-10)', () => {
  const policy: Policy = {
    ...EXAMPLE_POLICY,
    networkPolicies: {
      ...EXAMPLE_POLICY.networkPolicies,
      chat: {
        binaries: ['/usr/local/bin/node'],
        endpoints: [{ host: 'slack.com', port: 443, protocol: 'rest', enforcement: 'enforce', access: 'read-write' }],
      },
    },
  };
  const expressionWith = (channels: readonly 'slack'[]) => {
    const attachTo = [{ ...EXAMPLE_HARNESS, channels }];
    const { spec } = objectOf(examplePolicyProps({ policy, attachTo, admission: true }), 'admission-harness-domains');
    return (spec as { validations: { expression: string }[] }).validations[0]!.expression;
  };
  expect(expressionWith([])).toContain('["slack.com", "tickets.example.com"]');
  expect(expressionWith(['slack'])).toContain('["tickets.example.com"]');
});

test('a whole baseline with the open tier attaches to a supervised pool and to a harness', () => {
  const policy = compose<Policy>(
    baselines.openclaw({ release: releases.KAGENT_0_9 }),
    ...tiers.open({ agent: 'openclaw', mirrors: { npm: { host: 'packages.example.com' } } }),
  );
  const props = examplePolicyProps({ policy, attachTo: [{ pool: 'claude', inside: 'openshell' }, EXAMPLE_HARNESS] });
  expect(resourcesOf(props)).toHaveLength(3);
  for (const { unenforced, endpoints } of explainOpenShellPolicy(props)) {
    expect(endpoints.length).toBeGreaterThan(30);
    expect(unenforced).toEqual([]);
  }
});

describe('explained', () => {
  test('per target and layer, and what nobody enforces', () => {
    const props = examplePolicyProps({
      attachTo: [
        { pool: 'claude', inside: 'openshell' },
        { pool: 'plain', inside: 'nothing' },
        { ...EXAMPLE_HARNESS, sync: false },
      ],
    });
    const seen = explainOpenShellPolicy(props).map(({ target, endpoints, unenforced }) => ({
      target,
      layers: endpoints[0]!.layers.map(({ layer, verdict }) => `${layer} ${verdict}`),
      unenforced: unenforced.length,
    }));
    expect(seen).toEqual([
      { target: 'pool-claude', layers: ['openshell exact', 'cilium-network-policy wider'], unenforced: 0 },
      { target: 'pool-plain', layers: ['cilium-network-policy wider'], unenforced: 1 },
      {
        target: 'harness-coder',
        layers: ['kagent-allowed-domains wider', 'cilium-network-policy wider'],
        unenforced: 1,
      },
    ]);
  });

  test('as text for a review', () => {
    const [explained] = explainOpenShellPolicy(
      examplePolicyProps({ attachTo: [{ pool: 'plain', inside: 'nothing' }] }),
    );
    expect(explained!.text.split('\n')).toEqual([
      'tickets[0] tickets.example.com:443: /usr/local/bin/node may rest: GET /v1/**',
      '  cilium-network-policy: wider, also lets through any process of the pod, any request on the connection',
      'files and identity are confined by nobody: only OpenShell inside the pod does that',
      'enforced exactly by no layer: tickets[0] tickets.example.com:443',
    ]);
  });

  test('names alone are exact in Cilium, so that a pool without OpenShell may have them', () => {
    const policy: Policy = {
      version: 1,
      networkPolicies: { names: { binaries: ['/**'], endpoints: [{ host: 'api.example.com', port: 443 }] } },
    };
    const props = examplePolicyProps({ policy, attachTo: [{ pool: 'plain', inside: 'nothing' }] });
    expect(explainOpenShellPolicy(props)[0]!.unenforced).toEqual([]);
    expect(explainOpenShellPolicy({ ...props, fence: 'network-policy' })[0]!.unenforced).toHaveLength(1);
  });
});

test('what nobody enforces can be acknowledged with a reason', () => {
  const props = examplePolicyProps({
    attachTo: [{ pool: 'plain', inside: 'nothing' }],
    acknowledge: [{ rule: 'KF2303', reason: 'a demonstration without secrets' }],
  });
  expect(resourcesOf(props)).toHaveLength(2);
});

describe.each(openShellPolicy.rules.map((rule) => [`${rule.id} ${rule.name}`, rule] as const))('%s', (_, rule) => {
  const { failing, mended } = rule.examples;

  test('raises on its failing example', () => {
    const raised = prepare(openShellPolicy, failing, 'team-a/x', 'none').diagnostics.filter(
      ({ rule: id }) => id === rule.id,
    );
    expect(raised).not.toEqual([]);
    for (const { severity, path, problem } of raised) {
      expect(severity).toBe(rule.severity);
      expect(path.length).toBeGreaterThan(0);
      expect(problem).not.toMatch(/[.\n]$/);
    }
  });

  test('passes the mended twin, as every other rule does', () => {
    const { diagnostics, resources } = prepare(openShellPolicy, mended, 'team-a/x', 'none');
    expect(diagnostics.filter((it) => isBlocking(it) || it.rule === rule.id)).toEqual([]);
    expect(resources).not.toEqual([]);
  });
});

test('the rules over policies and platforms speak of this component too', () => {
  const policy = {
    yaml: 'version: 1\nnetwork_policies: { a: { endpoints: [{ host: a.example.com, port: 443, access: full }] } }\n',
  };
  const { diagnostics } = prepare(openShellPolicy, examplePolicyProps({ policy }), 'team-a/x', 'none');
  const found = diagnostics.filter(isBlocking).map(({ rule, path }) => `${rule} ${path.join('.')}`);
  expect(found).toEqual(expect.arrayContaining([expect.stringMatching(/^KF2010 policy\.networkPolicies\.a/)]));
  const wrong = examplePolicyOn(examplePlatform({ cluster: { cni: 'none-enforcing' } }));
  expect(prepare(openShellPolicy, wrong, 'team-a/x', 'none').diagnostics.map(({ rule }) => rule)).toContain('KF1010');
});

test('rubbish as a file is a diagnostic, never an exception', () => {
  for (const yaml of ['', ': [', 'version: 1\nfoo: 2\n', '- 1']) {
    const { diagnostics, resources } = prepare(
      openShellPolicy,
      examplePolicyProps({ policy: { yaml } }),
      'team-a/x',
      'none',
    );
    expect(resources).toEqual([]);
    expect(diagnostics.map(({ rule }) => rule)).toContain('KF2302');
    expect(diagnostics.filter(({ problem }) => problem.includes('could not be evaluated'))).toEqual([]);
  }
});
