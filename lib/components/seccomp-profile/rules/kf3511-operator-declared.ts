import type { Rule } from '../../../diagnostics/rule';
import { examplePlatform } from '../../../platform/rules/example-platform';
import type { SeccompProfileProps } from '../props';
import { exampleProfile } from './example-profile';

const OPERATOR = 'security-profiles-operator';

/** The operator that is to deliver the profile is in the cluster. */
export const OPERATOR_DECLARED: Rule<SeccompProfileProps> = {
  id: 'KF3511',
  name: 'operator-declared',
  severity: 'error',
  acknowledge: 'never',
  why: 'Without the operator 1.0 or later nobody knows the kind: the apply ends in "no matches for kind SeccompProfile", and pods that name the file stay in CreateContainerError.',
  fix: `install the operator and list ${OPERATOR} in the cluster’s operators, or deliver by daemon-set`,
  faults: ['F-ISO-02'],
  sources: ['security-profiles-operator #2498, #1086', 'DESIGN §3'],
  check({ delivery, platform }, report) {
    if (delivery.by !== OPERATOR || platform.cluster.operators.includes(OPERATOR)) return;
    report({
      path: ['delivery', 'by'],
      problem: 'the cluster has no Security Profiles Operator',
      got: delivery.by,
      allowed: 'daemon-set, existing',
    });
  },
  examples: {
    failing: exampleProfile({ platform: examplePlatform({ cluster: { operators: [] } }), use: 'sandbox' }),
    mended: exampleProfile({ platform: examplePlatform({ cluster: { operators: [OPERATOR] } }), use: 'sandbox' }),
  },
};
