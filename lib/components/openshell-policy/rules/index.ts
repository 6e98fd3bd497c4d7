import type { Rule } from '../../../diagnostics/rule';
import { examplePlatform } from '../../../platform/rules/example-platform';
import { liftRule } from '../../../platform/rules/lift';
import { POLICY_RULES, type PolicyInput } from '../../../policy';
import { releases } from '../../../releases';
import { openShellOf } from '../place';
import { policyOf } from '../policy-of';
import type { OpenShellPolicyProps } from '../props';
import { examplePolicyOn } from './example-policy';
import { POLICY_NAMES } from './kf2301-policy-names';
import { POLICY_READABLE } from './kf2302-policy-readable';
import { ENFORCED_EXACTLY } from './kf2303-enforced-exactly';
import { FENCE_FITS } from './kf2304-fence-fits';
import { HARNESS_RELEASE } from './kf2305-harness-release';
import { FENCE_LETS_THROUGH } from './kf2306-fence-lets-through';
import { policyPlatformRules } from './platform';

/** The rules over the component's own props. */
export const ATTACHED_POLICY_RULES: readonly Rule<OpenShellPolicyProps>[] = [
  POLICY_NAMES,
  POLICY_READABLE,
  ENFORCED_EXACTLY,
  FENCE_FITS,
  HARNESS_RELEASE,
  FENCE_LETS_THROUGH,
];

/** The policy with the OpenShell that will read it. */
const POLICY = {
  read(props: OpenShellPolicyProps): PolicyInput | undefined {
    const policy = policyOf(props);
    const openshell = openShellOf(props);
    return policy && openshell && { policy, openshell };
  },
  place: (path: readonly (string | number)[]) => ['policy', ...path],
  embed({ policy, openshell }: PolicyInput): OpenShellPolicyProps {
    const isNewest = openshell.version === releases.SIDE_BY_SIDE.openshell.version;
    const platform = examplePlatform({ release: isNewest ? releases.SIDE_BY_SIDE : releases.KAGENT_0_9 });
    return examplePolicyOn(platform, { policy: policy as OpenShellPolicyProps['policy'] });
  },
};

/** All of them, with those over policies and over the platform. */
export const openShellPolicyRules: readonly Rule<OpenShellPolicyProps>[] = [
  ...policyPlatformRules,
  ...POLICY_RULES.map((rule) => liftRule(rule, POLICY)),
  ...ATTACHED_POLICY_RULES,
];
