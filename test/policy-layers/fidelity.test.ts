import fc from 'fast-check';
import type { EndpointDocument, PolicyDocument, PolicyRequest } from '../../lib/policy';
import { compile, findAmbiguities } from '../../lib/policy';
import {
  type CiliumEgressSpec,
  cidrFallback,
  ciliumNetworkPolicy,
  type EgressSpec,
  type Fidelity,
  kagentAllowedDomains,
  networkPolicy,
  openShellYaml,
  type Rendering,
  type Surroundings,
} from '../../lib/policy/layers';
import { readYaml } from '../../lib/policy/spelling/yaml-read';
import { OPENSHELL_RELEASES, type OpenShellRelease } from '../../lib/releases/openshell';
import { samplePlatform } from '../fixtures/sample-component';
import { type Connection, ciliumPasses, inBlock, networkPolicyPasses } from './models';

/** What names lead to. Names have addresses of their own; the last one of a name is where an attacker points it. */
const WORLD: { readonly [host: string]: readonly string[] } = {
  'api.example.com': ['93.184.215.20', '10.20.0.5', '10.30.0.1'],
  'www.example.com': ['93.184.215.21', '169.254.169.254'],
  'deep.www.example.com': ['93.184.215.22'],
  'a.b.c.d.e.example.com': ['93.184.215.23'],
  'example.com': ['93.184.215.24'],
  'other.example.net': ['93.184.215.25'],
  'corp.example.com': ['10.20.0.6'],
  '93.184.215.30': ['93.184.215.30'],
  '10.20.0.7': ['10.20.0.7'],
};

/** Services, each on one port, with what is behind. */
const SERVICES = {
  'db.team-a.svc.cluster.local': { address: '10.96.0.7', port: 5432, labels: { app: 'db' }, targetPort: 5432 },
  'web.team-a.svc.cluster.local': { address: '10.96.0.8', port: 80, labels: { app: 'web' }, targetPort: 8080 },
} as const;

const PORTS = [443, 80, 5432] as const;
const BINARIES = ['/usr/bin/curl', '/sandbox/run.sh', '/usr/local/bin/node'];
const CONTENTS: readonly Partial<PolicyRequest>[] = [
  {},
  { method: 'GET', path: '/v1/a' },
  { method: 'GET', path: '/v1/a/b' },
  { method: 'DELETE', path: '/v1/a' },
  { method: 'GET', path: '/v1/a', websocket: true },
  { method: 'GET', path: '/v1/a', websocket: { text: 'hello' } },
  { path: '/v1/a', graphql: '{ viewer }' },
  { path: '/v1/a', graphql: 'mutation { drop }' },
  { path: '/v1/a', jsonRpc: { method: 'status.get' } },
  { path: '/v1/a', mcp: { method: 'tools/call', tool: 'search' } },
];

/** Every request of the world: a few thousand, so that none of them is left to chance. */
const REQUESTS: readonly PolicyRequest[] = [
  ...Object.entries(WORLD).flatMap(([host, addresses]) =>
    addresses.flatMap((address) => PORTS.map((port) => ({ host, addresses: [address], port }))),
  ),
  ...Object.entries(SERVICES).map(([host, { address, port }]) => ({ host, addresses: [address], port })),
].flatMap((destination) =>
  BINARIES.flatMap((binary) =>
    CONTENTS.flatMap((content) => [true, false].map((tls) => ({ ...destination, binary, tls, ...content }))),
  ),
);

function connectionOf({ host, addresses = [], port }: PolicyRequest): Connection {
  const [address = ''] = addresses;
  const name = host.toLowerCase();
  const service = Object.hasOwn(SERVICES, name) ? SERVICES[name as keyof typeof SERVICES] : undefined;
  if (service !== undefined) {
    return {
      host: name,
      address,
      port,
      pod: { namespace: 'team-a', labels: service.labels, port: service.targetPort },
    };
  }
  // A neighbour that the verdict itself names: a pod of the namespace, on the port asked for.
  const isPod = /\.team-a\.svc\.cluster\.local$/.test(name);
  return { host: name, address, port, ...(isPod && { pod: { namespace: 'team-a', labels: {}, port } }) };
}

const host = fc.constantFrom(
  'api.example.com',
  'API.example.com',
  '*.example.com',
  '**.example.com',
  'corp.example.com',
  '93.184.215.30',
  '10.20.0.7',
  'db.team-a.svc.cluster.local',
  'web.team-a.svc.cluster.local',
  '*.team-a.svc.cluster.local',
  undefined,
);
const allowedIps = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  ['10.20.0.0/16'],
  ['10.96.0.7/32'],
  ['10.96.0.0/16'],
  ['93.184.215.0/24'],
  ['169.254.0.0/16'],
  ['nonsense'],
);
const content = fc.constantFrom<EndpointDocument>(
  {},
  {},
  { tls: 'skip' },
  { protocol: 'rest', enforcement: 'enforce', access: 'full' },
  { protocol: 'rest', enforcement: 'audit', access: 'read-only' },
  { protocol: 'rest', enforcement: 'enforce', rules: [{ method: 'GET', path: '/v1/*' }] },
  { protocol: 'rest', enforcement: 'enforce', access: 'full', denyRules: [{ method: '*', path: '/v1/a' }] },
  { protocol: 'websocket', enforcement: 'enforce', access: 'full' },
  { protocol: 'websocket', enforcement: 'enforce', access: 'read-only' },
  { protocol: 'websocket', enforcement: 'audit', access: 'read-write' },
  { protocol: 'graphql', enforcement: 'enforce', access: 'full' },
  { protocol: 'graphql', enforcement: 'enforce', rules: [{ operationType: 'query', fields: ['viewer'] }] },
  { protocol: 'graphql', enforcement: 'audit', access: 'read-only' },
  { protocol: 'json-rpc', enforcement: 'enforce', rules: [{ method: '*' }] },
  { protocol: 'json-rpc', enforcement: 'audit', rules: [{ method: 'status.get' }] },
  { protocol: 'mcp', enforcement: 'enforce', mcp: { allowAllKnownMcpMethods: true } },
  { protocol: 'mcp', enforcement: 'enforce', rules: [{ method: 'tools/call', tool: 'search' }] },
);
const endpoint = fc.tuple(host, fc.subarray([...PORTS, 8080, 6443], { minLength: 1 }), allowedIps, content).map(
  ([name, ports, addresses, rest]): EndpointDocument => ({
    ...(name !== undefined && { host: name }),
    ports,
    ...(addresses !== undefined && { allowedIps: addresses }),
    ...rest,
  }),
);
const rule = fc.record({
  endpoints: fc.array(endpoint, { minLength: 1, maxLength: 2 }),
  binaries: fc.constantFrom(['/usr/bin/curl'], ['/**'], ['/**'], ['/sandbox/**', '/usr/local/bin/node']),
});
const policies = fc
  .array(rule, { minLength: 1, maxLength: 3 })
  .map(
    (rules): PolicyDocument => ({
      version: 1,
      networkPolicies: Object.fromEntries(rules.map((it, index) => [`rule${index}`, it])),
    }),
  )
  // Two endpoints that contradict each other are refused by the rules on every release.
  .filter((policy) => findAmbiguities(policy).length === 0);
const releases = fc.constantFrom(...OPENSHELL_RELEASES);
const backends = { db: SERVICES['db.team-a.svc.cluster.local'], web: SERVICES['web.team-a.svc.cluster.local'] };
const surroundings = fc.boolean().map(
  (isKnown): Surroundings => ({
    cluster: samplePlatform().cluster,
    ...(isKnown && {
      backends: {
        'db.team-a.svc.cluster.local': { podLabels: backends.db.labels, targetPort: backends.db.targetPort },
        'web.team-a.svc.cluster.local': { podLabels: backends.web.labels, targetPort: backends.web.targetPort },
      },
    }),
  }),
);

/** The policy with this endpoint alone, so that a layer's part for it can be seen. */
function alone(policy: PolicyDocument, { endpoint: { policy: key, index } }: Fidelity): PolicyDocument {
  const { endpoints = [], ...rest } = policy.networkPolicies![key]!;
  return { ...policy, networkPolicies: { [key]: { ...rest, endpoints: [endpoints[index]!] } } };
}

/** Whether the request is one to this endpoint. */
function isMeant(
  policy: PolicyDocument,
  openshell: OpenShellRelease,
  fidelity: Fidelity,
): (it: PolicyRequest) => boolean {
  const { endpoint: place } = fidelity;
  const { allowedIps: listed } = policy.networkPolicies![place.policy]!.endpoints![place.index]!;
  const bare = {
    networkPolicies: {
      it: {
        binaries: ['/**'],
        endpoints: [{ host: place.host || undefined, ports: place.ports, ...(listed && { allowedIps: listed }) }],
      },
    },
  };
  const decider = compile(openshell, { version: 1, ...bare });
  return ({ host: name, port, addresses }) =>
    decider.decide({ host: name, port, addresses, binary: '/any', tls: true }).effect === 'allow';
}

/** What the report says, against what the layer does by its model, over every request of the world. */
function expectTruth(
  policy: PolicyDocument,
  openshell: OpenShellRelease,
  rendering: Rendering,
  passesAlone: (fidelity: Fidelity) => (request: PolicyRequest) => boolean,
): void {
  const decider = compile(openshell, policy);
  const allows = (request: PolicyRequest) => decider.decide(request).effect !== 'deny';
  // Outside the pod only the end of a connection is seen: whatever the policy allows to end there is allowed to.
  const allowsToEndThere = (request: PolicyRequest, { endpoint: place }: Fidelity) =>
    [request.host, ...namesOf(request.addresses![0]!, rendering)].some((name) =>
      portsOf(request, place.ports).some((port) => allows({ ...request, host: name, port })),
    );
  for (const fidelity of rendering.fidelity) {
    const passes = passesAlone(fidelity);
    const meant = isMeant(policy, openshell, fidelity);
    const { verdict, escapes } = fidelity;
    const say = (request: unknown) =>
      `${rendering.layer} ${openshell.version} ${JSON.stringify({ fidelity, request, policy })}`;
    if (verdict === 'wider') {
      if (escapes === undefined) throw new Error(`no witness: ${say(null)}`);
      if (allows(escapes)) throw new Error(`the policy allows the witness: ${say(escapes)}`);
      if (!passes(escapes)) throw new Error(`the layer refuses the witness: ${say(escapes)}`);
      continue;
    }
    for (const request of REQUESTS) {
      const passed = passes(request);
      if (passed && verdict === 'none') throw new Error(`something is opened: ${say(request)}`);
      if (passed && !allowsToEndThere(request, fidelity)) throw new Error(`more is let through: ${say(request)}`);
      if (verdict === 'exact' && !passed && allows(request) && meant(request))
        throw new Error(`something is refused: ${say(request)}`);
    }
  }
}

/** Ports by which the same end is reached: a Service may have several in front of one port of its pods. */
function portsOf({ host: name, port }: PolicyRequest, ports: readonly number[]): readonly number[] {
  return Object.hasOwn(SERVICES, name) ? [port, ...ports] : [port];
}

/** Names under which the policy may mean an address: those of the world, the endpoints' own, and the address itself. */
function namesOf(address: string, { fidelity }: Rendering): readonly string[] {
  const known = Object.entries(WORLD).filter(([, addresses]) => addresses.includes(address));
  const own = fidelity.map(({ endpoint: { host: name } }) => name.replaceAll('**', 'a').replaceAll('*', 'a'));
  return [address, ...known.map(([name]) => name), ...own.filter((name) => name !== '')];
}

const RUNS = { numRuns: Number(process.env.FIDELITY_RUNS ?? 100) };

test('NetworkPolicy: the report is true', () => {
  fc.assert(
    fc.property(policies, releases, surroundings, (policy, openshell, around) => {
      expectTruth(policy, openshell, networkPolicy(policy, openshell, around), (fidelity) => {
        const { egress } = networkPolicy(alone(policy, fidelity), openshell, around).output;
        return (request) => networkPolicyPasses(egress, connectionOf(request));
      });
    }),
    RUNS,
  );
});

test('CIDR fallback: the report is true', () => {
  const addresses = fc.constantFrom({}, { 'api.example.com': ['93.184.215.20'], '*.example.com': ['93.184.215.0/27'] });
  fc.assert(
    fc.property(policies, releases, surroundings, addresses, (policy, openshell, around, pins) => {
      const pinned = { ...around, addresses: pins as { [host: string]: string[] } };
      expectTruth(policy, openshell, cidrFallback(policy, openshell, pinned), (fidelity) => {
        const { egress } = cidrFallback(alone(policy, fidelity), openshell, pinned).output;
        return (request) => networkPolicyPasses(egress, connectionOf(request));
      });
    }),
    RUNS,
  );
});

test('CiliumNetworkPolicy: the report is true', () => {
  fc.assert(
    fc.property(policies, releases, surroundings, fc.boolean(), (policy, openshell, around, recursivePatterns) => {
      const cilium = { ...around, recursivePatterns };
      const whole = ciliumNetworkPolicy(policy, openshell, cilium);
      expectTruth(policy, openshell, whole, (fidelity) => {
        const { egress } = ciliumNetworkPolicy(alone(policy, fidelity), openshell, cilium).output;
        const spec: CiliumEgressSpec = { egress, egressDeny: whole.output.egressDeny };
        return (request) => ciliumPasses(spec, connectionOf(request));
      });
    }),
    RUNS,
  );
});

test('kagent’s allowedDomains: the report is true', () => {
  fc.assert(
    fc.property(
      policies,
      releases,
      fc.constantFrom('claw' as const, 'hermes' as const),
      (policy, openshell, flavour) => {
        const rendering = kagentAllowedDomains(policy, openshell, { flavour });
        expectTruth(policy, openshell, rendering, (fidelity) => {
          const stored = compile(
            openshell,
            kagentAllowedDomains(alone(policy, fidelity), openshell, { flavour }).output.stored,
          );
          return (request) => stored.decide(request).effect !== 'deny';
        });
      },
    ),
    RUNS,
  );
});

test('OpenShell’s own file means what the policy means', () => {
  fc.assert(
    fc.property(policies, releases, (policy, openshell) => {
      const { output, fidelity } = openShellYaml(policy, openshell);
      const [before, after] = [policy, readYaml(output.yaml).policy!].map((it) => compile(openshell, it));
      const verdict = before!.status === 'ok' ? 'exact' : 'none';
      expect(fidelity.map((it) => it.verdict)).toEqual(fidelity.map(() => verdict));
      for (const request of REQUESTS) {
        if (before!.decide(request).effect !== after!.decide(request).effect) throw new Error(JSON.stringify(request));
      }
    }),
    { numRuns: 30 },
  );
});

test('the parts of an object are all that it opens', () => {
  fc.assert(
    fc.property(policies, releases, surroundings, (policy, openshell, around) => {
      const whole = networkPolicy(policy, openshell, around);
      const parts: EgressSpec[] = whole.fidelity.map(
        (it) => networkPolicy(alone(policy, it), openshell, around).output,
      );
      for (const request of REQUESTS) {
        const connection = connectionOf(request);
        const passed = networkPolicyPasses(whole.output.egress, connection);
        if (passed !== parts.some(({ egress }) => networkPolicyPasses(egress, connection)))
          throw new Error(JSON.stringify(request));
      }
    }),
    { numRuns: 30 },
  );
});

test('the world has no request that leads nowhere', () => {
  expect(REQUESTS.length).toBeGreaterThan(500);
  expect(inBlock('10.20.0.0/16', '10.20.0.5')).toBe(true);
});
