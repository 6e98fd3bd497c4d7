import type { Rule } from '../../diagnostics/rule';
import { findRelease } from '../../releases';
import type { PlatformRef } from '../platform-ref';
import { isBefore, parseMinorVersion } from '../version';
import { examplePlatform } from './example-platform';
import { findingsOf } from './refused-finding';

/** The cluster has a Kubernetes that the release runs on. */
export const KUBERNETES_VERSION: Rule<PlatformRef> = {
  id: 'KF1005',
  name: 'kubernetes-version',
  severity: 'error',
  acknowledge: 'never',
  why: 'CRD validation rules are served from 1.29 on and ValidatingAdmissionPolicies from 1.30: on an older cluster the guards are missing or the apply ends halfway.',
  fix: 'give the minor version of the cluster; upgrade the cluster when it is older than the release allows',
  faults: [],
  sources: ['facts/agent-sandbox.md (head)'],
  check({ release, cluster }, report) {
    const path = ['cluster', 'kubernetes'];
    const version = parseMinorVersion(cluster.kubernetes);
    for (const finding of findingsOf(path, 'the Kubernetes version', cluster.kubernetes, version)) report(finding);
    const minimum = findRelease(release)?.kubernetes.minimum;
    const least = parseMinorVersion(minimum);
    if (!version.ok || !least.ok || !isBefore(version.value, least.value)) return;
    report({
      path,
      problem: `${release} does not run on this Kubernetes`,
      got: cluster.kubernetes,
      allowed: `${minimum} or later`,
    });
  },
  examples: {
    failing: examplePlatform({ cluster: { kubernetes: '1.28' } }),
    mended: examplePlatform({ cluster: { kubernetes: '1.34' } }),
  },
};
