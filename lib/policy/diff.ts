import { type OpenShellTarget, openShell } from '../releases/openshell';
import { candidates } from './contains/candidates';
import { compile, type Decider, type Effect, type PolicyRequest } from './decide';
import { load, type RuntimePolicy } from './load';
import type { PolicyDocument } from './model';

/** One request that is answered differently. */
export interface Difference {
  readonly request: PolicyRequest;
  readonly before: Effect;
  readonly after: Effect;
  /** Key of the network policy that decides now. */
  readonly rule?: string;
  readonly reason: string;
}

/** What a change of a policy opens and closes, in example requests; the same kind of request is shown once. */
export interface PolicyDiff {
  readonly opens: readonly Difference[];
  readonly closes: readonly Difference[];
}

const OPENNESS: { readonly [E in Effect]: number } = { deny: 0, audit: 1, allow: 2 };

/** Compares two policies on the requests that their own patterns stand for. */
export function diff(
  before: PolicyDocument,
  after: PolicyDocument,
  { release }: { readonly release: OpenShellTarget },
): PolicyDiff {
  const openshell = openShell(release);
  const [old, next] = [runtimeOf(before, release), runtimeOf(after, release)];
  const [was, is] = [compile(openshell, before), compile(openshell, after)];
  return { opens: changes(candidates(old, next), was, is, 1), closes: changes(candidates(next, old), was, is, -1) };
}

function runtimeOf(policy: PolicyDocument, release: OpenShellTarget): RuntimePolicy {
  const loaded = load(policy, openShell(release));
  return loaded.status === 'ok' ? loaded.runtime : { networkPolicies: [] };
}

function changes(
  requests: Iterable<PolicyRequest>,
  was: Decider,
  is: Decider,
  direction: 1 | -1,
): readonly Difference[] {
  const found = new Map<string, Difference>();
  for (const request of requests) {
    const old = was.decide(request);
    const next = is.decide(request);
    if (Math.sign(OPENNESS[next.effect] - OPENNESS[old.effect]) !== direction) continue;
    const { rule, reason } = next;
    const kind = JSON.stringify([
      request.binary,
      request.host,
      request.port,
      request.method,
      request.path,
      old.effect,
      next.effect,
    ]);
    if (!found.has(kind))
      found.set(kind, { request, before: old.effect, after: next.effect, ...(rule && { rule }), reason });
  }
  return [...found.values()];
}
