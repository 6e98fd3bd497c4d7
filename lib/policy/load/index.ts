import type { OpenShellRelease } from '../../releases/openshell';
import type { PolicyDocument } from '../model';
import { type Ambiguity, describeAmbiguity, findAmbiguities } from './ambiguity';
import { gatewayProblems } from './gateway';
import type { LoadProblem } from './problem';
import { activate, asRuntime, type RuntimePolicy } from './runtime';
import { supervisorProblems } from './supervisor';
import { fieldsNotUnderstood } from './understood';

export { type Ambiguity, describeAmbiguity, findAmbiguities } from './ambiguity';
export type { LoadProblem } from './problem';
export type { RuntimeEndpoint, RuntimeNetworkPolicy, RuntimePolicy, RuntimeRule } from './runtime';

/** What becomes of a policy on its way into a sandbox of one OpenShell version. */
export type Load =
  | { readonly status: 'ok'; readonly runtime: RuntimePolicy }
  | { readonly status: RefusedStatus; readonly problems: readonly LoadProblem[] };

/**
 * Who refuses it: the parser, the gateway at create, the gateway's ambiguity check, or the supervisor, which dies
 * on it. source: upstream/openshell-decisions/README.md
 */
export type RefusedStatus = 'parse_error' | 'gateway_reject' | 'ambiguous' | 'load_error';

/** Takes a policy through parser, gateway and supervisor; the first that refuses it ends the way. */
export function load(policy: PolicyDocument, release: OpenShellRelease): Load {
  const unknown = fieldsNotUnderstood(policy, release);
  if (unknown.length > 0) return { status: 'parse_error', problems: unknown };
  const unsafe = gatewayProblems(policy, release);
  if (unsafe.length > 0) return { status: 'gateway_reject', problems: unsafe };
  if (release.quirks.refusesAmbiguity) {
    const ambiguities = findAmbiguities(policy);
    if (ambiguities.length > 0) return { status: 'ambiguous', problems: ambiguities.map(asProblem) };
  }
  const runtime = asRuntime(policy);
  const fatal = supervisorProblems(runtime, release);
  if (fatal.length > 0) return { status: 'load_error', problems: fatal };
  return { status: 'ok', runtime: activate(runtime) };
}

function asProblem(ambiguity: Ambiguity): LoadProblem {
  return { path: ambiguity.left.path, problem: describeAmbiguity(ambiguity) };
}
