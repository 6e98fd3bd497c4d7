import type { PolicyDocument } from '../../policy';
import {
  admissionConstraints,
  type CiliumEgressSpec,
  cidrFallback,
  ciliumNetworkPolicy,
  type EgressSpec,
  type Explanation,
  explain,
  type KagentNetwork,
  kagentAllowedDomains,
  networkPolicy,
  openShellYaml,
  type Rendering,
} from '../../policy/layers';
import type { OpenShellRelease } from '../../releases/openshell';
import { openShellOf, platformOf } from './place';
import { policyOf } from './policy-of';
import type { Fence, HarnessTarget, OpenShellPolicyProps, PolicyTarget } from './props';
import { isEnforcedInside, targetKey } from './target';

/** A fence as an object will hold it. */
export type FenceRendering =
  | { readonly kind: 'NetworkPolicy'; readonly rendering: Rendering<EgressSpec> }
  | { readonly kind: 'CiliumNetworkPolicy'; readonly rendering: Rendering<CiliumEgressSpec> };

export function fenceOf(props: OpenShellPolicyProps): Fence {
  return props.fence ?? (platformOf(props).cluster.cni === 'cilium' ? 'cilium-network-policy' : 'network-policy');
}

/** The fence around the pods, the same for every target. */
export function renderFence(
  props: OpenShellPolicyProps,
  policy: PolicyDocument,
  openshell: OpenShellRelease,
): FenceRendering | undefined {
  const { backends, infrastructure, addresses = {}, cilium } = props;
  const surroundings = { cluster: platformOf(props).cluster, backends, infrastructure };
  switch (fenceOf(props)) {
    case 'cilium-network-policy':
      return {
        kind: 'CiliumNetworkPolicy',
        rendering: ciliumNetworkPolicy(policy, openshell, { ...surroundings, ...cilium }),
      };
    case 'network-policy':
      return { kind: 'NetworkPolicy', rendering: networkPolicy(policy, openshell, surroundings) };
    case 'cidr-fallback':
      return { kind: 'NetworkPolicy', rendering: cidrFallback(policy, openshell, { ...surroundings, addresses }) };
    default:
      return undefined;
  }
}

/** What kagent is to be asked for a harness, and what it makes of that. */
export function renderHarness(
  { backend, channels }: HarnessTarget,
  policy: PolicyDocument,
  openshell: OpenShellRelease,
): Rendering<KagentNetwork> {
  return kagentAllowedDomains(policy, openshell, { flavour: backend === 'hermes' ? 'hermes' : 'claw', channels });
}

/** A target, and what every layer in force there makes of the policy. */
export interface TargetExplanation extends Explanation {
  readonly target: string;
}

/** Who may reach what at each target, per layer, and what no layer enforces; nothing for a policy that cannot be read. */
export function explainOpenShellPolicy(props: OpenShellPolicyProps): readonly TargetExplanation[] {
  const policy = policyOf(props);
  const openshell = openShellOf(props);
  if (policy === undefined || openshell === undefined) return [];
  const fence = renderFence(props, policy, openshell)?.rendering;
  return props.attachTo.map((target) => ({
    target: targetKey(target),
    ...explain(policy, [
      ...inside(target, policy, openshell),
      ...(fence ? [fence] : []),
      ...(props.admission ? [admissionConstraints(policy, openshell)] : []),
    ]),
  }));
}

/** Before `sync` has written the policy, and without it for good, kagent's own is what OpenShell enforces. */
function inside(target: PolicyTarget, policy: PolicyDocument, openshell: OpenShellRelease): Rendering[] {
  if (isEnforcedInside(target)) return [openShellYaml(policy, openshell)];
  return 'harness' in target ? [renderHarness(target, policy, openshell)] : [];
}
