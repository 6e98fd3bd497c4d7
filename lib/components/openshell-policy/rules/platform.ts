import { findingsOf } from '../../../api/rules/spot';
import type { Rule } from '../../../diagnostics/rule';
import type { PlatformRef } from '../../../platform/platform-ref';
import { CLUSTER_RULES } from '../../../platform/rules';
import { platformOf } from '../place';
import type { OpenShellPolicyProps } from '../props';
import { examplePolicyOn } from './example-policy';

/** The rules over the platform that the policy belongs to, directly or through its tenant. */
export const policyPlatformRules: readonly Rule<OpenShellPolicyProps>[] = CLUSTER_RULES.map(onPolicy);

function onPolicy(rule: Rule<PlatformRef>): Rule<OpenShellPolicyProps> {
  return {
    ...rule,
    check(props, report) {
      const at = props.tenant === undefined ? ['platform'] : ['tenant', 'platform'];
      for (const finding of findingsOf((inner) => rule.check(platformOf(props), inner))) {
        report({ ...finding, path: [...at, ...finding.path] });
      }
    },
    examples: { failing: examplePolicyOn(rule.examples.failing), mended: examplePolicyOn(rule.examples.mended) },
  };
}
