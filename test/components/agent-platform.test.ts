import { type AgentPlatformProps, agentPlatform } from '../../lib/components/agent-platform';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';
import { examplePlatform } from '../../lib/platform/rules/example-platform';
import { releases } from '../../lib/releases';
import { describeRuleExamples } from './rule-examples';

function run(props: AgentPlatformProps) {
  return prepare(agentPlatform, props, 'platform', 'none');
}

function build(props: AgentPlatformProps): Map<string, Resource> {
  const { resources, diagnostics } = run(props);
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return new Map(resources.map((item) => [item.key, item]));
}

const ROLES = ['role-view', 'role-claim', 'role-operate', 'role-admin'];
const GUARDS = [
  'operate-guard',
  'operate-guard-binding',
  'sandbox-create-only',
  'sandbox-create-only-binding',
  'claim-create-only',
  'claim-create-only-binding',
];
const EXTERNAL = examplePlatform({ agentSandbox: { external: { version: '0.5.6', servesV1alpha1: false } } });

test('keys: the controller’s have a prefix, the gate comes last', () => {
  const keys = [...build(examplePlatform()).keys()];
  expect(keys).toEqual([
    'agent-sandbox-namespace',
    'agent-sandbox-crd-sandboxes',
    'agent-sandbox-crd-sandbox-templates',
    'agent-sandbox-crd-sandbox-warm-pools',
    'agent-sandbox-crd-sandbox-claims',
    'agent-sandbox-service-account',
    'agent-sandbox-cluster-role',
    'agent-sandbox-cluster-role-binding',
    'agent-sandbox-extensions-cluster-role',
    'agent-sandbox-extensions-cluster-role-binding',
    ...ROLES,
    'agent-sandbox-default-deny',
    'agent-sandbox-network-policy',
    'agent-sandbox-priority-quota',
    'agent-sandbox-disruption-budget',
    ...GUARDS,
    'agent-sandbox-metrics-service',
    'agent-sandbox-deployment',
    'gate',
  ]);
});

test('an agent-sandbox of somebody else is not written', () => {
  expect([...build(EXTERNAL).keys()]).toEqual([...ROLES, ...GUARDS, 'gate']);
});

test('a managed add-on counts as somebody else, once it is described', () => {
  const cluster = { managedAddons: ['gke-agent-sandbox'] } as const;
  expect(run(examplePlatform({ cluster })).diagnostics.map(({ rule }) => rule)).toEqual(['KF3305']);
  const described = { external: { version: '0.5.6', servesV1alpha1: true } };
  expect([...build(examplePlatform({ cluster, agentSandbox: described })).keys()]).toEqual([
    ...ROLES,
    ...GUARDS,
    'gate',
  ]);
});

test('a platform may waive what it locks for others', () => {
  const props = examplePlatform({
    images: {},
    acknowledge: [{ rule: 'KF1101', reason: 'a test cluster without a registry of its own' }],
    lockedRules: ['KF1101'],
  });
  expect(run(props).diagnostics.map(({ rule, acknowledged }) => [rule, acknowledged?.reason])).toEqual([
    ['KF1101', 'a test cluster without a registry of its own'],
  ]);
});

describe('the gate', () => {
  test('waits for everything and holds the ref, which survives the way through JSON', () => {
    const built = build({ ...examplePlatform(), controller: { replicas: 3 } });
    const gate = built.get('gate')!;
    expect([...gate.dependsOn].sort()).toEqual([...built.keys()].filter((key) => key !== 'gate').sort());
    const { data } = gate.manifest as unknown as { data: Record<string, string> };
    expect(JSON.parse(data['platform.json']!)).toEqual(JSON.parse(JSON.stringify(examplePlatform())));
    expect(data).toMatchObject({ release: 'SIDE_BY_SIDE', 'agent-sandbox': '0.5.6', kagent: '0.9.12' });
  });
});

describe('roles for tenants', () => {
  type PolicyRule = { apiGroups: string[]; resources: string[]; verbs: string[] };
  const built = build(examplePlatform());
  const may = (role: string, verb: string, group: string, resource: string) =>
    (built.get(`role-${role}`)!.manifest.rules as PolicyRule[]).some(
      ({ apiGroups, resources, verbs }) =>
        apiGroups.includes(group) && resources.includes(resource) && verbs.includes(verb),
    );
  const CORE = 'agents.x-k8s.io';
  const EXTENSIONS = 'extensions.agents.x-k8s.io';

  test.each([
    ['view', 'list', EXTENSIONS, 'sandboxclaims', true],
    ['view', 'create', EXTENSIONS, 'sandboxclaims', false],
    ['claim', 'create', EXTENSIONS, 'sandboxclaims', true],
    ['claim', 'delete', EXTENSIONS, 'sandboxclaims', true],
    ['claim', 'patch', EXTENSIONS, 'sandboxclaims', false],
    ['claim', 'get', EXTENSIONS, 'sandboxwarmpools', true],
    ['claim', 'create', EXTENSIONS, 'sandboxtemplates', false],
    ['claim', 'create', EXTENSIONS, 'sandboxwarmpools', false],
    ['operate', 'patch', CORE, 'sandboxes', true],
    ['operate', 'patch', EXTENSIONS, 'sandboxwarmpools/scale', true],
    ['operate', 'patch', EXTENSIONS, 'sandboxwarmpools', false],
    ['admin', 'create', EXTENSIONS, 'sandboxtemplates', true],
    ['admin', 'delete', EXTENSIONS, 'sandboxwarmpools', true],
  ])('%s %s %s/%s: %s', (role, verb, group, resource, allowed) => {
    expect(may(role, verb, group, resource)).toBe(allowed);
  });

  test.each(['view', 'claim', 'operate', 'admin'])(
    '%s never enters a pod, reads a Secret or creates a Sandbox',
    (role) => {
      const rules = built.get(`role-${role}`)!.manifest.rules as PolicyRule[];
      const resources = rules.flatMap((rule) => rule.resources);
      for (const forbidden of [
        'pods/exec',
        'pods/attach',
        'pods/portforward',
        'pods/ephemeralcontainers',
        'secrets',
        '*',
      ]) {
        expect(resources).not.toContain(forbidden);
      }
      expect(rules.flatMap((rule) => rule.verbs)).not.toContain('*');
      expect(may(role, 'create', CORE, 'sandboxes')).toBe(false);
      expect(may(role, 'create', '', 'pods')).toBe(false);
      expect(JSON.stringify(built.get(`role-${role}`)!.manifest.metadata)).not.toContain('aggregate-to');
    },
  );
});

describe('where findings point', () => {
  test('the platform’s own fields and the controller’s props', () => {
    const { diagnostics } = run({
      ...examplePlatform({ release: releases.KAGENT_0_9, cluster: { serviceCidr: '10.96.0.1/16' }, images: {} }),
      controller: { conversionWebhook: false, workers: { sandbox: 0 } },
    });
    expect(diagnostics.map(({ rule, path }) => [rule, path.join('.')])).toEqual([
      ['KF1006', 'cluster.serviceCidr'],
      ['KF3303', 'controller.conversionWebhook'],
      ['KF3309', 'controller.workers.sandbox'],
      ['KF1101', 'controller.image'],
    ]);
  });

  test('a deferred value in the controller’s structure is refused', () => {
    class OutputImpl {
      readonly __pulumiOutput = true;
      apply() {}
    }
    const { diagnostics } = prepare(
      agentPlatform,
      { ...examplePlatform(), controller: { replicas: new OutputImpl() as unknown as number } },
      'platform',
      'pulumi',
    );
    expect(diagnostics.map(({ rule, path }) => [rule, path.join('.')])).toContainEqual([
      'KF1021',
      'controller.replicas',
    ]);
  });
});

describe('rules', () => {
  describeRuleExamples(agentPlatform);
});
