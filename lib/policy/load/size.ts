import type { OpenShellRelease } from '../../releases/openshell';
import type { PolicyDocument } from '../model';
import { wireShares } from '../spelling/wire-size';
import type { LoadProblem } from './problem';

/** Said of a policy that is larger than the gateway takes, at the field that makes most of it. */
export interface SizeProblem extends LoadProblem {
  /** Bytes on the wire. */
  readonly got: number;
}

/**
 * On the wire a policy is never this many times as long as its JSON: field names are shorter there, names left out are
 * filled in, and a character takes at most three bytes.
 */
const MOST_GROWTH = 6;

export function sizeProblem(policy: PolicyDocument, { limits }: OpenShellRelease): SizeProblem | undefined {
  if (JSON.stringify(policy).length * MOST_GROWTH <= limits.policyBytes) return undefined;
  const shares = wireShares(policy);
  const got = shares.reduce((total, [, bytes]) => total + bytes, 0);
  if (got <= limits.policyBytes) return undefined;
  const [largest] = [...shares].sort(([, a], [, b]) => b - a);
  return { path: [largest?.[0] ?? 'version'], problem: `the policy is larger than ${limits.policyBytes} bytes`, got };
}
