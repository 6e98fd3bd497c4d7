import type { Phase } from '../../plan/phase';
import type { Resource } from '../../plan/resource';
import { standardLabels } from '../labels';
import { type Member, memberResource } from '../member';

// Reverse of the order of creation: what attaches the profile goes before what delivers it, or pods in between could not start.
const TEARDOWN: Record<Phase, number> = {
  guard: 10,
  workload: 20,
  gate: 20,
  controller: 20,
  state: 30,
  config: 40,
  identity: 50,
  crd: 60,
  namespace: 70,
};

/** An object of the component with the labels that all of them have. */
export function member(object: Member): Resource {
  return memberResource(object, { labels: commonLabels, teardown: TEARDOWN });
}

/** The labels on every object of the component. */
export function commonLabels(component: string) {
  return standardLabels('seccomp-profile', component);
}
