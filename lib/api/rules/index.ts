import type { Rule } from '../../diagnostics/rule';
import type { KubernetesObject } from '../../plan/resource';
import { noCredentialInObject } from './kf3023-no-credential-in-object';
import {
  DISRUPTION_BUDGET_RULES,
  NETWORK_POLICY_RULES,
  SANDBOX_NETWORK_RULES,
  TEMPLATE_NETWORK_RULES,
} from './network';
import { CLAIM_BLUEPRINT_RULES, POD_RULES } from './pod';
import { AUTOSCALER_RULES, CLAIM_RULES, SANDBOX_RULES, TEMPLATE_RULES, WARM_POOL_RULES } from './sandbox';

/** Rules over finished objects, by group and kind: they hold for the library's own output and for anybody's YAML. */
const RULES: { readonly [groupKind: string]: readonly Rule<KubernetesObject>[] } = {
  'agents.x-k8s.io/Sandbox': [...SANDBOX_RULES, ...POD_RULES, ...SANDBOX_NETWORK_RULES],
  'extensions.agents.x-k8s.io/SandboxTemplate': [...TEMPLATE_RULES, ...POD_RULES, ...TEMPLATE_NETWORK_RULES],
  'extensions.agents.x-k8s.io/SandboxWarmPool': WARM_POOL_RULES,
  'extensions.agents.x-k8s.io/SandboxClaim': [...CLAIM_RULES, ...CLAIM_BLUEPRINT_RULES],
  'autoscaling/HorizontalPodAutoscaler': AUTOSCALER_RULES,
  'keda.sh/ScaledObject': AUTOSCALER_RULES,
  'networking.k8s.io/NetworkPolicy': NETWORK_POLICY_RULES,
  'policy/PodDisruptionBudget': DISRUPTION_BUDGET_RULES,
};

/** Rules over objects of every kind. */
const EVERY_KIND = [noCredentialInObject];

/** CRDs say what may be written and hold nothing of a user's; a Secret holds what it is for. */
const NOT_LOOKED_INTO = new Set(['CustomResourceDefinition', 'Secret']);

type RulesOfGroup = ReadonlyMap<string, readonly Rule<KubernetesObject>[]>;

const BY_GROUP = new Map<string, RulesOfGroup>();
for (const [groupKind, rules] of Object.entries(RULES)) {
  const [group = '', kind = ''] = groupKind.split('/');
  BY_GROUP.set(group, new Map([...(BY_GROUP.get(group) ?? []), [kind, [...EVERY_KIND, ...rules]]]));
}

/** The rules that look at objects of this kind. */
export function manifestRules({ apiVersion, kind }: KubernetesObject): readonly Rule<KubernetesObject>[] {
  const own = BY_GROUP.get(apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0)))?.get(kind);
  return own ?? (NOT_LOOKED_INTO.has(kind) ? [] : EVERY_KIND);
}

/** Every rule over objects, each once. */
export const MANIFEST_RULES: readonly Rule<KubernetesObject>[] = [
  ...new Set([...EVERY_KIND, ...Object.values(RULES).flat()]),
];
