import {
  findOpenShell,
  OPENSHELL_RELEASES,
  type OpenShellRelease,
  type OpenShellTarget,
} from '../../releases/openshell';
import { compile, type Decider, type PolicyRequest } from '../decide';
import { load } from '../load';
import type { PolicyDocument } from '../model';
import { candidates } from './candidates';
import { whyNotProven } from './proof';

/** Whether a ceiling allows everything that a policy allows. */
export type Containment =
  | { readonly answer: 'yes' }
  /** `request` passes under the policy and is refused under the ceiling, as `decide` confirms. */
  | { readonly answer: 'no'; readonly request: PolicyRequest; readonly openshell: string }
  | { readonly answer: 'unknown'; readonly reason: string };

export interface ContainsOptions {
  /** The OpenShell that will enforce both. @default - the answer must hold on every known version */
  readonly release?: OpenShellTarget;
}

/**
 * Whether every request that passes under `policy` passes under `ceiling`; audited requests pass, too.
 * A yes is proven, a no has a witness; anything else is unknown, with the reason.
 */
export function contains(
  ceiling: PolicyDocument,
  policy: PolicyDocument,
  { release }: ContainsOptions = {},
): Containment {
  const meant = release === undefined ? undefined : findOpenShell(release);
  if (release !== undefined && meant === undefined)
    return { answer: 'unknown', reason: 'the OpenShell of the release is not known' };
  let unknown: Containment | undefined;
  for (const openshell of meant === undefined ? OPENSHELL_RELEASES : [meant]) {
    const result = containsOn(ceiling, policy, openshell);
    if (result.answer === 'no') return result;
    if (result.answer === 'unknown') unknown ??= result;
  }
  return unknown ?? { answer: 'yes' };
}

function containsOn(ceiling: PolicyDocument, policy: PolicyDocument, openshell: OpenShellRelease): Containment {
  const lower = load(policy, openshell);
  // A policy that does not load lets nothing pass.
  if (lower.status !== 'ok') return { answer: 'yes' };
  const upper = load(ceiling, openshell);
  const upperRuntime = upper.status === 'ok' ? upper.runtime : { networkPolicies: [] };
  const above = compile(openshell, ceiling);
  const below = compile(openshell, policy);
  for (const request of candidates(upperRuntime, lower.runtime)) {
    if (escapes(above, below, request)) return { answer: 'no', request, openshell: openshell.version };
  }
  if (upper.status !== 'ok')
    return { answer: 'unknown', reason: `the ceiling does not load: ${upper.problems[0]?.problem ?? ''}` };
  const reason = whyNotComparable(ceiling, above) ?? whyNotProven(upper.runtime, lower.runtime, openshell);
  return reason === undefined ? { answer: 'yes' } : { answer: 'unknown', reason };
}

function escapes(above: Decider, below: Decider, request: PolicyRequest): boolean {
  return below.decide(request).effect !== 'deny' && above.decide(request).effect === 'deny';
}

/** What the proof does not look at, and what makes the ceiling refuse more than its rules say. */
function whyNotComparable(ceiling: PolicyDocument, above: Decider): string | undefined {
  const required = Object.entries(ceiling.networkMiddlewares ?? {}).find(([, { onError }]) => onError !== 'fail_open');
  if (required !== undefined) return `the middleware ${required[0]} of the ceiling may refuse requests`;
  return above.hasBrokenPattern ? 'a pattern of the ceiling is malformed' : undefined;
}
