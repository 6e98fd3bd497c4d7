import { TENANT_LABEL } from '../../tenant/namespaces';
import type { AgentSandboxPoolProps } from '../props';
import { isSupervised } from './policy-of';

/** Which agent runs in them. */
export const HARNESS_LABEL = 'kagent-fleet.dev/harness';

/** What the decision log of a pod is told apart by, beside the pool. */
export function decisionLabels(props: AgentSandboxPoolProps): Readonly<Record<string, string>> {
  if (!isSupervised(props)) return {};
  return {
    ...(props.tenant !== undefined && { [TENANT_LABEL]: props.tenant.name }),
    [HARNESS_LABEL]: props.harness ?? 'other',
  };
}
