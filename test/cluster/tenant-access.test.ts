import { type TenantRole, tenantClusterRole } from '../../lib/components/agent-platform';
import type { ApiClient } from './api-client';
import { applyInOrder } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { fleetResources, manifestsOf, testPlatform, testPool } from './fleet';
import type { Manifest } from './kubernetes-object';
import { waitUntil } from './wait-until';
import { CORE, claimOf, EXTENSIONS } from './warm-pool';

const NAMESPACE = 'team-a';
const ROLES: readonly TenantRole[] = ['view', 'claim', 'operate', 'admin'];
const GUARDED = { namespace: NAMESPACE, name: 'coder' };
const OPEN = { namespace: NAMESPACE, name: 'open' };
const ELSEWHERE = { namespace: 'team-b', name: 'coder' };
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/** All that is asked, by API group. Whatever is not granted below must be denied. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  '': [
    ...['pods', 'pods/status', 'pods/log', 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy'],
    ...['pods/ephemeralcontainers', 'pods/eviction', 'secrets', 'configmaps', 'services', 'services/proxy'],
    ...[
      'serviceaccounts',
      'serviceaccounts/token',
      'persistentvolumeclaims',
      'resourcequotas',
      'limitranges',
      'events',
    ],
  ],
  'agents.x-k8s.io': ['sandboxes', 'sandboxes/status', 'sandboxes/finalizers', 'sandboxes/scale'],
  'extensions.agents.x-k8s.io': [
    ...['sandboxclaims', 'sandboxclaims/status', 'sandboxtemplates', 'sandboxwarmpools', 'sandboxwarmpools/scale'],
    ...['sandboxwarmpools/status', 'sandboxclaims/finalizers'],
  ],
  apps: ['deployments', 'statefulsets', 'daemonsets'],
  batch: ['jobs', 'cronjobs'],
  'events.k8s.io': ['events'],
  'networking.k8s.io': ['networkpolicies'],
  'rbac.authorization.k8s.io': ['roles', 'rolebindings'],
  'coordination.k8s.io': ['leases'],
};

const SEE = {
  '': { pods: READ, 'pods/status': READ, events: READ, resourcequotas: READ },
  'agents.x-k8s.io': { sandboxes: READ, 'sandboxes/status': READ },
  'events.k8s.io': { events: READ },
};
const SEE_EXTENSIONS = {
  sandboxclaims: READ,
  'sandboxclaims/status': READ,
  sandboxtemplates: READ,
  sandboxwarmpools: READ,
  'sandboxwarmpools/scale': READ,
  'sandboxwarmpools/status': READ,
};

type Granted = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Exactly what each role may do. */
const GRANTED: Readonly<Record<TenantRole, Granted>> = {
  view: { ...SEE, 'extensions.agents.x-k8s.io': SEE_EXTENSIONS },
  claim: {
    'agents.x-k8s.io': { sandboxes: READ },
    'extensions.agents.x-k8s.io': { sandboxclaims: [...READ, 'create', 'delete'], sandboxwarmpools: READ },
  },
  operate: {
    ...SEE,
    '': { ...SEE[''], 'pods/log': ['get'] },
    'agents.x-k8s.io': { sandboxes: [...READ, 'update', 'patch'], 'sandboxes/status': READ },
    'extensions.agents.x-k8s.io': { ...SEE_EXTENSIONS, 'sandboxwarmpools/scale': [...READ, 'update', 'patch'] },
  },
  admin: {
    ...SEE,
    '': { ...SEE[''], 'pods/log': ['get'] },
    'agents.x-k8s.io': { sandboxes: [...READ, 'update', 'patch', 'delete'], 'sandboxes/status': READ },
    'extensions.agents.x-k8s.io': {
      ...SEE_EXTENSIONS,
      'sandboxwarmpools/scale': [...READ, 'update', 'patch'],
      sandboxclaims: [...READ, ...WRITE],
      sandboxtemplates: [...READ, ...WRITE],
      sandboxwarmpools: [...READ, ...WRITE],
    },
  },
};

describe('what members of a tenant may do', () => {
  const platform = testPlatform('SIDE_BY_SIDE');
  const claimers = [
    { kind: 'Group', name: 'coders' },
    { kind: 'ServiceAccount', name: 'runner', namespace: 'ci' },
  ];
  const pools = [
    testPool(platform, { ...GUARDED, claimers }),
    testPool(platform, { ...OPEN, createNamespace: false, defaultDeny: 'external' }),
    testPool(platform, ELSEWHERE),
  ];
  let plane: ControlPlane;
  let client: ApiClient;

  const member = (user: string, ...groups: string[]) =>
    client.as({ user, groups: [...groups, 'system:authenticated'] });
  const holderOf = (role: TenantRole) => member(`a-${role}-holder`);

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    const bindings = ROLES.map((role) => bindingOf(role, `a-${role}-holder`));
    await applyInOrder(client, [...manifestsOf(fleetResources(platform, pools)), ...bindings]);
    // Admission policies take hold a moment after they are accepted.
    await waitUntil('the claim guard to be in force', async () => {
      const probe = holderOf('claim').create(claimOf(GUARDED, 'probe'), { dryRun: true });
      return probe.then(
        () => false,
        () => true,
      );
    });
  });

  afterAll(() => plane?.stop());

  test.each(ROLES)('%s grants what it says in its namespace, and nothing else', async (role) => {
    expect(await allowed(holderOf(role), NAMESPACE)).toEqual(namesOf(GRANTED[role]));
  });

  test.each(ROLES)('%s grants nothing in another namespace', async (role) => {
    expect(await allowed(holderOf(role), ELSEWHERE.namespace)).toEqual([]);
  });

  test('a claimer of a pool may claim and see what came of it, and nothing else', async () => {
    expect(await allowed(member('alice', 'coders'), NAMESPACE)).toEqual(
      namesOf({
        'agents.x-k8s.io': { sandboxes: READ },
        'extensions.agents.x-k8s.io': { sandboxclaims: [...READ, 'create', 'delete'] },
      }),
    );
  });

  test.each([
    ...ROLES.filter((role) => role !== 'admin').map((role): [string, () => ApiClient] => [role, () => holderOf(role)]),
    ['a claimer', () => member('alice', 'coders')],
  ])('%s: the server refuses what would run a pod of their own, or enter one', async (_, who) => {
    const pods = `/api/v1/namespaces/${NAMESPACE}/pods`;
    const metadata = { name: 'mine', namespace: NAMESPACE };
    const podTemplate = { spec: { containers: [{ name: 'main', image: 'registry.example/mine' }] } };
    const attempts = [
      who().create({ apiVersion: CORE, kind: 'Sandbox', metadata, spec: { podTemplate } } as Manifest),
      who().create({ apiVersion: EXTENSIONS, kind: 'SandboxTemplate', metadata, spec: { podTemplate } } as Manifest),
      who().create({
        apiVersion: EXTENSIONS,
        kind: 'SandboxWarmPool',
        metadata,
        spec: { sandboxTemplateRef: { name: 'coder' } },
      } as Manifest),
      who().create({ apiVersion: 'v1', kind: 'Pod', metadata, ...podTemplate } as Manifest),
      who().call('POST', `${pods}/coder-abcde/exec?command=sh`),
      who().call('GET', `${pods}/coder-abcde/exec?command=sh`),
      who().call('POST', `${pods}/coder-abcde/attach`),
      who().call('POST', `${pods}/coder-abcde/portforward`),
      who().call('PATCH', `${pods}/coder-abcde/ephemeralcontainers`, {
        body: { spec: { ephemeralContainers: [] } },
        contentType: 'application/merge-patch+json',
      }),
      who().call('GET', `/api/v1/namespaces/${NAMESPACE}/secrets`),
      who().call('POST', `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/default/token`, { body: {} }),
    ];

    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes).toEqual(
      attempts.map(() => ({ status: 'rejected', reason: expect.objectContaining({ status: 403 }) })),
    );
  });

  describe('the claim guard of a pool', () => {
    const MESSAGE =
      'you may not claim from the pool coder in team-a: its claimers are listed in the RoleBinding coder-claimers';

    test('refuses whoever may create claims but is no claimer of it', async () => {
      const refused = holderOf('claim').create(claimOf(GUARDED, 'refused'));

      await expect(refused).rejects.toMatchObject({ status: 403, message: expect.stringContaining(MESSAGE) });
    });

    test('refuses even the admin of the tenant, who is no claimer either', async () => {
      await expect(holderOf('admin').create(claimOf(GUARDED, 'refused'))).rejects.toThrow(MESSAGE);
    });

    test('lets its claimers in, people and ServiceAccounts', async () => {
      await member('alice', 'coders').create(claimOf(GUARDED, 'of-alice'));
      await client.asServiceAccount('ci', 'runner').create(claimOf(GUARDED, 'of-runner'));
    });

    test('does not take a ServiceAccount of the same name in another namespace for a claimer', async () => {
      await expect(
        client.asServiceAccount('team-a', 'runner').create(claimOf(GUARDED, 'refused')),
      ).rejects.toMatchObject({
        status: 403,
      });
    });

    test('concerns no other pool: neither in its namespace nor of its name elsewhere', async () => {
      await holderOf('claim').create(claimOf(OPEN, 'on-open'));
      await client.create(bindingOf('claim', 'a-claim-holder', ELSEWHERE.namespace));
      await waitUntil('the binding to count', () => holderOf('claim').create(claimOf(ELSEWHERE, 'on-elsewhere')));
    });

    test('is not got round by moving a claim from another pool', async () => {
      const own = claimOf(OPEN, 'moving');
      await holderOf('admin').create(own);

      const moved = holderOf('admin').patch(
        { ...own, name: 'moving', namespace: NAMESPACE },
        claimOf(GUARDED, 'moving'),
      );
      await expect(moved).rejects.toThrow(MESSAGE);
    });
  });
});

/** `<verb> <resource>.<group>` of everything that is allowed. */
async function allowed(client: ApiClient, namespace: string): Promise<string[]> {
  const questions = Object.entries(RESOURCES).flatMap(([group, resources]) =>
    resources.flatMap((resource) => [...READ, ...WRITE].map((verb) => ({ group, resource, verb }))),
  );
  const answers = await Promise.all(
    questions.map(async ({ group, resource: path, verb }) => {
      const [resource = '', subresource] = path.split('/');
      const yes = await client.can({ group, resource, subresource, verb, namespace });
      return yes ? [nameOf(group, path, verb)] : [];
    }),
  );
  return answers.flat().sort();
}

function namesOf(granted: Granted): string[] {
  return Object.entries(granted)
    .flatMap(([group, resources]) =>
      Object.entries(resources).flatMap(([resource, verbs]) => verbs.map((verb) => nameOf(group, resource, verb))),
    )
    .sort();
}

const nameOf = (group: string, resource: string, verb: string) => `${verb} ${resource}.${group}`;

function bindingOf(role: TenantRole, user: string, namespace = NAMESPACE) {
  const apiGroup = 'rbac.authorization.k8s.io';
  return {
    apiVersion: `${apiGroup}/v1`,
    kind: 'RoleBinding',
    metadata: { name: `${user}-${role}`, namespace },
    roleRef: { apiGroup, kind: 'ClusterRole', name: tenantClusterRole(role) },
    subjects: [{ apiGroup, kind: 'User', name: user }],
  };
}
