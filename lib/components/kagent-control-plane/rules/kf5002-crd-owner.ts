import type { Rule } from '../../../diagnostics/rule';
import { findRelease } from '../../../releases';
import { exampleControlPlane } from '../example';
import { platformOf } from '../place';
import type { KagentControlPlaneProps } from '../props';

const CHOICES = ['bundled', 'external'];

/** CRDs of somebody else are not assumed to be of this kagent. */
export const CRD_OWNER: Rule<KagentControlPlaneProps> = {
  id: 'KF5002',
  name: 'crd-owner',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The CRDs are the whole cluster’s and have one owner. Those of kagent 0.10 no longer know the runtime `openshell` nor the backend `nemoclaw`, so every harness is refused; those of kmcp, when they come after the controller, are watched only after its next start.',
  fix: 'let one control plane of the cluster bundle the CRDs; in the others acknowledge who installs them, and that they are of this release',
  faults: ['F-LIF-09'],
  sources: ['facts/kagent.md §8, §9.14, §10.3'],
  check(props, report) {
    const { crds } = props;
    if (crds === undefined || crds === 'bundled') return;
    const version = findRelease(platformOf(props).release)?.kagent.version;
    report({
      path: ['crds'],
      problem: CHOICES.includes(crds)
        ? `somebody else installs the CRDs, and nothing says that they are those of kagent ${version}`
        : 'this is no owner of CRDs',
      got: crds,
      allowed: CHOICES.join(', '),
    });
  },
  examples: {
    failing: exampleControlPlane({ crds: 'external' }),
    mended: exampleControlPlane({ crds: 'bundled' }),
  },
};
