import type { AgentSandboxPoolProps } from '../../lib/components/agent-sandbox-pool';
import { nameHash } from '../../lib/syntax/name-hash';
import type { ApiClient } from './api-client';
import { applyInOrder, changedBetween, settledVersions } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { startDeployedController } from './deployed-controller';
import { fleetResources, manifestsOf, poolResources, testPlatform, testPool } from './fleet';
import { type Manifest, refOf } from './kubernetes-object';
import type { LiveNetworkPolicy } from './warm-pool';

const NAMESPACE = 'team-a';

/** Every mode, and rules with every kind of peer, port and resolver. */
const NETWORKS: Readonly<Record<string, AgentSandboxPoolProps['network']>> = {
  isolated: 'isolated',
  cluster: 'cluster',
  'public-internet': 'public-internet',
  peers: {
    ingress: [
      { from: ['same-namespace', { namespace: 'gateway', pods: { app: 'router' } }], ports: [8888, 'http'] },
      { from: [{ cidr: '192.0.2.0/24', except: ['192.0.2.128/25'] }], ports: 'all' },
    ],
    egress: [
      { to: [{ namespaceLabels: { 'team-a.example/models': 'yes' } }], ports: [{ port: 9000, endPort: 9010 }] },
      { to: ['api-server'], ports: [6443] },
      { to: ['public-internet'], ports: [443, { port: 443, protocol: 'UDP' }] },
    ],
  },
  'own-resolver': {
    ingress: 'none',
    egress: [{ to: [{ cidr: '198.51.100.7/32' }], ports: [5432] }],
    dns: { nameservers: ['198.51.100.53', '2001:db8::53'] },
  },
  'ingress-only': { ingress: [{ from: ['cluster'], ports: [8080] }], egress: 'none' },
};

type Template = Manifest & {
  metadata: { name: string };
  spec: { networkPolicy: { ingress: unknown[]; egress: unknown[] } };
};

describe('the NetworkPolicy that the controller makes of each network mode', () => {
  const platform = testPlatform('SIDE_BY_SIDE');
  const pools = Object.entries(NETWORKS).map(([name, network], index) =>
    testPool(platform, {
      ...(index > 0 && { createNamespace: false, defaultDeny: 'external' }),
      namespace: NAMESPACE,
      name,
      network,
      replicas: 0,
    }),
  );
  const objects = manifestsOf(fleetResources(platform, pools));
  const templates = objects.filter(({ kind }) => kind === 'SandboxTemplate') as Template[];
  const policies = templates.map(({ metadata }) => policyOf(metadata.name));
  let plane: ControlPlane;
  let client: ApiClient;

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    await applyInOrder(client, objects);
    await startDeployedController(plane, objects);
    for (const policy of policies) await client.waitFor(refOf(policy), 'there');
  });

  afterAll(() => plane?.stop());

  test.each(templates.map((template) => [template.metadata.name, template] as const))(
    '%s: it has the rules of the template, and no others',
    async (name, { spec: { networkPolicy } }) => {
      const { spec } = await client.get<LiveNetworkPolicy>(refOf(policyOf(name)));

      expect(spec.ingress ?? []).toEqual(networkPolicy.ingress);
      expect(spec.egress ?? []).toEqual(networkPolicy.egress);
      expect([...spec.policyTypes].sort()).toEqual(['Egress', 'Ingress']);
      expect(spec.podSelector).toEqual({
        matchLabels: { 'agents.x-k8s.io/sandbox-template-ref-hash': nameHash(name) },
      });
    },
  );

  test('isolated lets nothing in and nothing out', async () => {
    const { spec } = await client.get<LiveNetworkPolicy>(refOf(policyOf('isolated')));

    expect([spec.ingress ?? [], spec.egress ?? []]).toEqual([[], []]);
  });

  // Rules that the API server completes are rewritten by the controller for ever.
  test('the controller has nothing to mend about them', async () => {
    const before = await settledVersions(client, policies);
    const live = await Promise.all(policies.map((policy) => client.get(refOf(policy))));

    expect(changedBetween(before, await settledVersions(client, policies))).toEqual([]);
    expect(live.map(({ metadata }) => metadata.generation)).toEqual(policies.map(() => 1));
  });

  test('a changed network reaches the NetworkPolicy', async () => {
    const egress = [{ to: [{ cidr: '198.51.100.8/32' }], ports: [8443] }];
    const changed = testPool(platform, {
      namespace: NAMESPACE,
      name: 'own-resolver',
      createNamespace: false,
      defaultDeny: 'external',
      network: { ingress: 'none', egress, dns: 'none' },
      replicas: 0,
    });
    await applyInOrder(client, manifestsOf(poolResources(changed)));

    const followed = await client.waitFor<LiveNetworkPolicy>(refOf(policyOf('own-resolver')), 'changed', (seen) => {
      return seen.spec.egress?.length === 1;
    });
    expect(followed.spec.egress).toEqual([
      { to: [{ ipBlock: { cidr: '198.51.100.8/32' } }], ports: [{ protocol: 'TCP', port: 8443 }] },
    ]);
  });
});

function policyOf(template: string): Manifest {
  const metadata = { name: `${template}-network-policy`, namespace: NAMESPACE };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata };
}
