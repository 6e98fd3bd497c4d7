import type { Rule } from '../../../diagnostics/rule';
import { isBefore, parseReleaseVersion } from '../../../platform/version';
import { findRelease, releases } from '../../../releases';
import type { SeccompProfileProps } from '../props';
import { EXAMPLE_PLATFORM, exampleProfile } from './example-profile';

// 0.0.46 and 0.0.49 have no key `topology`; versions in between were not looked at. source: facts/openshell-0.0.46.md §2.1
const SIDECAR_KNOWN = [0, 0, 111];

/** The sidecar topology is one that the release's OpenShell has. */
export const TOPOLOGY_KNOWN: Rule<SeccompProfileProps> = {
  id: 'KF3516',
  name: 'topology-known',
  severity: 'error',
  acknowledge: 'never',
  why: 'In the combined topology the supervisor runs in the agent’s own container; under the sidecar’s profile it cannot mount, and does not start.',
  fix: 'use openshell-combined, or a release whose OpenShell has the sidecar topology',
  faults: ['F-ISO-03'],
  sources: ['facts/openshell-0.0.46.md §2.1', 'facts/openshell.md §3.3'],
  check({ use, platform }, report) {
    if (use !== 'openshell-sidecar') return;
    const openshell = findRelease(platform.release)?.openshell.version;
    const version = parseReleaseVersion(openshell);
    if (!version.ok || !isBefore(version.value, SIDECAR_KNOWN)) return;
    report({
      path: ['use'],
      problem: `OpenShell ${openshell} of the release ${platform.release} has no sidecar topology`,
      got: use,
      allowed: 'openshell-combined, sandbox',
    });
  },
  examples: {
    failing: exampleProfile({ use: 'openshell-sidecar' }),
    mended: exampleProfile({
      use: 'openshell-sidecar',
      platform: { ...EXAMPLE_PLATFORM, release: releases.SIDE_BY_SIDE.name },
    }),
  },
};
