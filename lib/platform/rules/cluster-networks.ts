import type { Path } from '../../plan/path';
import { type Cidr, parseCidr } from '../../syntax/cidr';
import type { Parsed } from '../../syntax/parsed';
import type { ResolvedClusterFacts } from '../cluster';

/** One CIDR of the cluster facts with the place where it is written. */
export interface ClusterNetwork {
  readonly what: string;
  readonly path: Path;
  readonly text: unknown;
  readonly parsed: Parsed<Cidr>;
}

/** The networks that pods and Services have their addresses from. */
export function podAndServiceNetworks({ podCidr, serviceCidr }: ResolvedClusterFacts): ClusterNetwork[] {
  return [
    { what: 'the pod CIDR', path: ['cluster', 'podCidr'], text: podCidr, parsed: parseCidr(podCidr) },
    { what: 'the service CIDR', path: ['cluster', 'serviceCidr'], text: serviceCidr, parsed: parseCidr(serviceCidr) },
  ];
}

/** The networks under which the API server is reached. */
export function apiServerNetworks({ apiServerCidrs }: ResolvedClusterFacts): ClusterNetwork[] {
  return apiServerCidrs.map((text, index) => ({
    what: 'the API server’s CIDR',
    path: ['cluster', 'apiServerCidrs', index],
    text,
    parsed: parseCidr(text),
  }));
}
