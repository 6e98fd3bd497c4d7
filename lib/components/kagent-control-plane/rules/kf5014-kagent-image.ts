import type { Rule } from '../../../diagnostics/rule';
import { otherVersionFindings } from '../../../images/rules/other-version';
import type { Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { findRelease } from '../../../releases';
import { exampleControlPlane } from '../example';
import { platformOf } from '../place';
import type { KagentControlPlaneProps } from '../props';

const DIGEST = `@sha256:${'7'.repeat(64)}`;

/** kagent is of the release's version, as far as the tags of its images say. */
export const KAGENT_IMAGE: Rule<KagentControlPlaneProps> = {
  id: 'KF5014',
  name: 'kagent-image-of-the-release',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'CRDs, rights and settings are those of the release’s version. With 0.10 the reconciler of OpenShell harnesses is gone: the finalizers of those that exist never clear, and their namespace hangs when it is deleted.',
  fix: 'leave the image out or mirror the release’s own; to leave a version, delete the harnesses first, wait until they are gone, and change the release',
  faults: ['F-REL-19'],
  sources: ['facts/kagent.md §8'],
  check(props, report) {
    const upstream = findRelease(platformOf(props)?.release)?.kagent.images;
    if (upstream === undefined) return;
    const { controller, ui, agents } = props;
    const images: readonly (readonly [Path, Leaf<string> | undefined, string])[] = [
      [['controller', 'image'], controller?.image, upstream.controller],
      [['ui', 'image'], ui === false ? undefined : ui?.image, upstream.ui],
      [['agents', 'image'], agents?.image, upstream.app],
      [['agents', 'skillsInitImage'], agents?.skillsInitImage, upstream.skillsInit],
    ];
    for (const [path, image, own] of images) {
      report.whenKnown(path, image, (known) => otherVersionFindings(path, known, own));
    }
  },
  examples: {
    failing: exampleControlPlane({
      controller: { image: `ghcr.io/kagent-dev/kagent/controller:0.10.0${DIGEST}` },
    }),
    mended: exampleControlPlane({ controller: { image: `mirror.example/kagent/controller:0.9.12${DIGEST}` } }),
  },
};
