import { standardLabels } from '../labels';
import type { AgentSandboxPoolProps } from './props';
import { decisionLabels } from './supervised/labels';

/** On the pods of a pool, warm and claimed; with it the pool's own NetworkPolicy selects them. */
export const POOL_LABEL = 'kagent-fleet.dev/pool';

/** Labels of an object of the pool. */
export function labelsOf({ name }: AgentSandboxPoolProps, component: string) {
  return standardLabels(name, component);
}

/** Labels of the pool's pods. */
export function podLabelsOf(props: AgentSandboxPoolProps) {
  return { ...labelsOf(props, 'sandbox'), [POOL_LABEL]: props.name, ...decisionLabels(props) };
}
