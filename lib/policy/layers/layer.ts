import type { PolicyRequest } from '../decide';

/** Where a policy can be enforced, from the inside of the pod outwards. */
export const LAYERS = [
  'openshell',
  'seccomp',
  'network-policy',
  'cilium-network-policy',
  'cidr-fallback',
  'kagent-allowed-domains',
  'admission',
] as const;
export type LayerName = (typeof LAYERS)[number];

/**
 * How well a layer keeps to the policy for one endpoint.
 *
 * - `exact`: it lets through what the policy allows to this endpoint, and nothing else.
 * - `wider`: what it opens for this endpoint includes requests that the policy denies; it may also refuse some that
 *   the policy allows, the consequence says so.
 * - `narrower`: it lets through nothing beyond the policy, and refuses some of what the policy allows.
 * - `none`: it opens nothing for this endpoint, or has no say over requests at all.
 *
 * Requests are compared by where they end; those that no proxy could read, such as a path above the root, are not
 * compared where nothing is inspected. Names are taken to have addresses of their own: a layer that sees addresses
 * cannot tell two names apart that share one, and no verdict says more than that. Of an ambiguous policy, which the
 * rules refuse on every release, `wider` is all that is said for sure.
 */
export type Verdict = 'exact' | 'wider' | 'narrower' | 'none';

/** One endpoint of a policy, by where it stands. */
export interface EndpointPlace {
  /** Key of its network policy. */
  readonly policy: string;
  /** Index in the endpoints of that network policy, as written. */
  readonly index: number;
  /** As written; empty for any host. */
  readonly host: string;
  readonly ports: readonly number[];
}

/** What becomes of one endpoint in one layer. */
export interface Fidelity {
  readonly endpoint: EndpointPlace;
  readonly verdict: Verdict;
  /** What follows from it, in one sentence or two. */
  readonly consequence: string;
  /** What the policy allows to this endpoint and the layer shuts. */
  readonly refuses?: string;
  /** A request that the layer lets through and the policy denies; with every `wider` of an unambiguous policy. */
  readonly escapes?: PolicyRequest;
}

/** What a layer makes of a policy. */
export interface Rendering<Output = unknown> {
  readonly layer: LayerName;
  readonly output: Output;
  /** One entry per endpoint, in the policy's order. */
  readonly fidelity: readonly Fidelity[];
}
