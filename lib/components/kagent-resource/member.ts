import type { Phase } from '../../plan/phase';
import type { Resource } from '../../plan/resource';
import { standardLabels } from '../labels';
import { type Member, memberResource } from '../member';
import { namespaceOf } from './place';
import type { KagentResourceProps } from './props';

// Workloads go before what they run as.
const TEARDOWN: Record<Phase, number> = {
  workload: 0,
  gate: 0,
  controller: 0,
  state: 0,
  config: 0,
  guard: 0,
  identity: 60,
  crd: 0,
  namespace: 0,
};

/** An object of a component in the component's namespace. */
export function kagentMember(props: KagentResourceProps, member: Omit<Member, 'namespace'>): Resource {
  return memberResource(
    { ...member, namespace: namespaceOf(props) },
    { labels: (component) => standardLabels(props.name, component), teardown: TEARDOWN },
  );
}
