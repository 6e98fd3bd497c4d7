import type { Rule } from '../../../diagnostics/rule';
import { exampleControlPlane } from '../example';
import type { KagentControlPlaneProps } from '../props';

const REACHES = ['namespaced', 'cluster', 'upstream'];

/** Upstream's rights are taken on purpose only. */
export const LEAST_PRIVILEGE: Rule<KagentControlPlaneProps> = {
  id: 'KF5004',
  name: 'least-privilege',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Upstream’s roles may read and write everything of the core, apps and batch groups in every namespace, with pods/exec and serviceaccounts/token among it: whoever reaches the controller’s API is close to an administrator of the cluster.',
  fix: 'use rbac: namespaced, or cluster; both were run with the real controller. Acknowledge upstream’s rules only while something of yours needs more',
  faults: ['F-TEN-02'],
  sources: ['facts/verified.md §11', 'facts/kagent.md §0.5, §10.9'],
  check({ rbac }, report) {
    if (rbac === undefined || rbac === 'namespaced' || rbac === 'cluster') return;
    report({
      path: ['rbac'],
      problem:
        rbac === 'upstream' ? 'the controller gets nearly every right in the cluster' : 'this is no reach of rights',
      got: rbac,
      allowed: REACHES.join(', '),
    });
  },
  examples: {
    failing: exampleControlPlane({ rbac: 'upstream' }),
    mended: exampleControlPlane({ rbac: 'namespaced' }),
  },
};
