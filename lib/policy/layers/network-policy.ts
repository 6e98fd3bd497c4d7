import type { OpenShellRelease } from '../../releases/openshell';
import type { PolicyDocument } from '../model';
import { type EgressSpec, tcp } from './egress-spec';
import { judge } from './judge';
import type { Rendering } from './layer';
import { destination, type PublicNames } from './network-part';
import { renderNetworkPolicy } from './network-rendering';
import { publicPeers } from './networks';
import { FOREIGN_HOST, PUBLIC_ADDRESS, sampleHost } from './samples';
import type { Placed, Subject } from './subject';
import type { Surroundings } from './surroundings';

export type { EgressSpec } from './egress-spec';

/** A Kubernetes NetworkPolicy: addresses and ports, no names, no processes, no requests. DNS is opened with it. */
export function networkPolicy(
  policy: PolicyDocument,
  openshell: OpenShellRelease,
  surroundings: Surroundings,
): Rendering<EgressSpec> {
  return renderNetworkPolicy('network-policy', policy, openshell, surroundings, anyPublicHost(surroundings));
}

function anyPublicHost({ cluster }: Surroundings): PublicNames {
  return (subject, placed) => {
    const { host } = placed.endpoint;
    const at = (name: string) => placed.ports.map((port) => destination(name, port, [PUBLIC_ADDRESS]));
    return {
      rule: { to: publicPeers(cluster), ports: tcp(placed.ports) },
      fidelity: judge(subject, placed, {
        own: at(sampleHost(host)),
        beside: [{ words: `any public host on port ${placed.ports.join(', ')}`, destinations: at(FOREIGN_HOST) }],
        ...refusesPrivate(subject, placed),
      }),
    };
  };
}

/** Newer releases let an exact name resolve to private addresses, which no rule for public names opens. */
export function refusesPrivate({ openshell }: Subject, { endpoint }: Placed): { readonly refuses?: string } {
  const mayBePrivate = openshell.quirks.exactHostReachesPrivate && !endpoint.host.includes('*');
  return mayBePrivate ? { refuses: 'the name where it resolves to a private address' } : {};
}
