import type { AgentSandboxPoolProps } from './props';

/** On the pods of a pool, warm and claimed; with it the pool's own NetworkPolicy selects them. */
export const POOL_LABEL = 'kagent-fleet.dev/pool';

/** Labels of an object of the pool. */
export function labelsOf({ name }: AgentSandboxPoolProps, component: string) {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': 'kagent-fleet',
    'app.kubernetes.io/managed-by': 'kagent-fleet',
  };
}

/** Labels of the pool's pods. */
export function podLabelsOf(props: AgentSandboxPoolProps) {
  return { ...labelsOf(props, 'sandbox'), [POOL_LABEL]: props.name };
}
