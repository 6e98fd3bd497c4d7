import type { OpenShellRelease } from '../../releases/openshell';
import type { PolicyDocument } from '../model';
import type { EgressSpec } from './egress-spec';
import { shut } from './judge';
import type { Rendering } from './layer';
import { blockPart, type PublicNames } from './network-part';
import { renderNetworkPolicy } from './network-rendering';
import { openedBlocks } from './networks';
import type { Surroundings } from './surroundings';

export interface PinnedSurroundings extends Surroundings {
  /** Addresses and CIDRs of public hosts as the program's author knows them; a pattern is looked up as written. */
  readonly addresses: { readonly [host: string]: readonly string[] };
}

/**
 * A NetworkPolicy that opens named addresses in place of the whole public internet, for clusters without a plugin that
 * knows names. What has no address given stays shut, and names that move away from theirs are cut off.
 */
export function cidrFallback(
  policy: PolicyDocument,
  openshell: OpenShellRelease,
  surroundings: PinnedSurroundings,
): Rendering<EgressSpec> {
  return renderNetworkPolicy('cidr-fallback', policy, openshell, surroundings, pinned(surroundings));
}

function pinned({ addresses }: PinnedSurroundings): PublicNames {
  return (subject, placed) => {
    const { host } = placed.endpoint;
    const blocks = openedBlocks(Object.hasOwn(addresses, host) ? addresses[host]! : []) ?? [];
    if (blocks.length === 0) return { fidelity: shut(placed, `opens nothing: no address is given for ${host}`) };
    return blockPart(subject, placed, blocks, 'the name where it resolves to another address than those given');
  };
}
