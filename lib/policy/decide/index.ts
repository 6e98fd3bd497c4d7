import { type OpenShellTarget, openShell } from '../../releases/openshell';
import type { PolicyDocument } from '../model';
import { createDecider, type Decider } from './decider';
import type { Decision, PolicyRequest } from './request';

export type { Decider } from './decider';
export type { Decision, Effect, Outcome, PolicyRequest } from './request';

/** Loads and compiles a policy as the OpenShell of `target` does, to answer many requests. */
export function compile(target: OpenShellTarget, policy: PolicyDocument): Decider {
  return createDecider(policy, openShell(target));
}

/** What the OpenShell of `target` does with one request under this policy. */
export function decide(target: OpenShellTarget, policy: PolicyDocument, request: PolicyRequest): Decision {
  return compile(target, policy).decide(request);
}
