import type { Rule } from '../../../diagnostics/rule';
import type { SeccompProfileProps } from '../props';
import { attachmentOf } from '../settings';
import { exampleAttached } from './example-profile';

/** Where nothing can set the profile, one knows that it is not set. */
export const ONLY_REPORTED: Rule<SeccompProfileProps> = {
  id: 'KF3514',
  name: 'only-reported',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'OpenShell’s driver sets no seccomp profile and offers no knob: its pods run without any filter of the node, and the policy only says so in warnings and the audit log.',
  fix: 'use a Kubernetes that serves MutatingAdmissionPolicies, or set the profile by a webhook of yours',
  faults: [],
  sources: ['facts/openshell.md §4.5'],
  check(props, report) {
    if (attachmentOf(props)?.mode !== 'report') return;
    report({
      path: ['attach'],
      problem: 'the profile is not put on the pods; those without it are only reported',
      got: props.attach,
    });
  },
  examples: {
    failing: exampleAttached('1.33'),
    mended: exampleAttached('1.36'),
  },
};
