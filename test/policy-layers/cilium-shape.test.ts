import fc from 'fast-check';
import type { PolicyDocument } from '../../lib/policy';
import { type CiliumRule, ciliumNetworkPolicy, type FqdnSelector } from '../../lib/policy/layers';
import { OPENSHELL_RELEASES, openShell } from '../../lib/releases/openshell';
import { parseCidr } from '../../lib/syntax/cidr';
import { samplePlatform } from '../fixtures/sample-component';
import { usualPolicy } from '../policy/arbitrary';

// No Cilium is at hand and its CRD is not in the repository. These are the constraints that its schema puts on the
// fields used here, read from ciliumnetworkpolicies.yaml (cilium.io/v2); what its agent sanitises beyond them is not
// proven by anything.
const { cluster } = samplePlatform();

function problemsOf(rule: CiliumRule): string[] {
  const { toEndpoints, toFQDNs, toCIDRSet, toPorts = [] } = rule;
  const ports = toPorts.flatMap((item) => item.ports);
  return [
    ...([toEndpoints, toFQDNs, toCIDRSet].filter((peers) => peers !== undefined).length === 1 ? [] : ['not one kind']),
    ...(toPorts.length <= 40 && toPorts.every((item) => item.ports.length <= 40) ? [] : ['too many ports']),
    ...ports
      .filter(({ port }) => !/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
      .map(({ port }) => port),
    ...[...(toFQDNs ?? []), ...toPorts.flatMap(({ rules }) => rules?.dns ?? [])]
      .filter((it) => !isSelector(it))
      .map(String),
    ...(toCIDRSet ?? []).flatMap(({ cidr, except = [] }) => [cidr, ...except]).filter((it) => !parseCidr(it).ok),
  ];
}

function isSelector(selector: FqdnSelector): boolean {
  const [name, allowed] =
    'matchName' in selector
      ? [selector.matchName, /^([-a-zA-Z0-9_]+[.]?)+$/]
      : [selector.matchPattern, /^([-a-zA-Z0-9_*]+[.]?)+$/];
  return name.length <= 255 && allowed.test(name);
}

test('whatever the policy, the object fits the schema', () => {
  const releases = fc.constantFrom(...OPENSHELL_RELEASES);
  const surroundings = fc.record({ recursivePatterns: fc.boolean(), lookups: fc.constantFrom('any', 'listed') });
  fc.assert(
    fc.property(usualPolicy, releases, surroundings, (policy, openshell, around) => {
      const { egress, egressDeny = [] } = ciliumNetworkPolicy(policy, openshell, { cluster, ...around }).output;
      expect([...egress, ...egressDeny].flatMap(problemsOf)).toEqual([]);
      // Names are learned by the DNS rule of the same object (F-NET-01, F-NET-02); none can be denied.
      expect(egress[0]!.toPorts![0]!.rules?.dns?.length).toBeGreaterThan(0);
      expect(egressDeny.filter(({ toFQDNs }) => toFQDNs !== undefined)).toEqual([]);
    }),
  );
});

test('more ports than one item takes become several items', () => {
  const ports = Array.from({ length: 90 }, (_, index) => 9000 + index);
  const policy: PolicyDocument = {
    networkPolicies: { a: { binaries: ['/**'], endpoints: [{ host: 'a.example.com', ports }] } },
  };
  const { egress } = ciliumNetworkPolicy(policy, openShell('0.0.46'), { cluster }).output;
  expect(egress[1]!.toPorts!.map((item) => item.ports.length)).toEqual([40, 40, 10]);
});

test.each(['a..example.com', '.example.com', `${'a.'.repeat(130)}example.com`, 'é.example.com'])(
  'a name that Cilium refuses opens nothing: %s',
  (host) => {
    const policy: PolicyDocument = {
      networkPolicies: { a: { binaries: ['/**'], endpoints: [{ host, port: 443 }] } },
    };
    const { output, fidelity } = ciliumNetworkPolicy(policy, openShell('0.0.46'), { cluster });
    expect(output.egress).toHaveLength(1);
    expect(fidelity).toMatchObject([{ verdict: 'none', refuses: 'every request' }]);
  },
);
