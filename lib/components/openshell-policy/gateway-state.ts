import type { GatewayState } from '../../plan/gateway-state';
import { toProto } from '../../policy';
import { policyOf } from './policy-of';
import type { OpenShellPolicyProps } from './props';
import { isEnforcedInside, sandboxNameOf, targetKey } from './target';

/** The rows of gateways that `sync` has to write for the policy to reach its harnesses. */
export function gatewayStateOf(props: OpenShellPolicyProps): readonly GatewayState[] {
  const policy = policyOf(props);
  if (policy === undefined) return [];
  return props.attachTo.flatMap((target) =>
    'harness' in target && isEnforcedInside(target)
      ? [{ kind: 'Policy' as const, key: targetKey(target), sandbox: sandboxNameOf(target), policy: toProto(policy) }]
      : [],
  );
}
