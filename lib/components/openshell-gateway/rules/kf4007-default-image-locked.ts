import type { Rule } from '../../../diagnostics/rule';
import { malformedImageFindings } from '../../../images/rules/malformed-image';
import { unlockedImageFindings } from '../../../images/rules/unlocked-image';
import { EXAMPLE_TOOLS, exampleGateway } from '../example';
import { platformOf } from '../place';
import type { OpenShellGatewayProps } from '../props';

/** What sandboxes run when a request names no image is known by its digest. */
export const DEFAULT_IMAGE_LOCKED: Rule<OpenShellGatewayProps> = {
  id: 'KF4007',
  name: 'default-image-locked',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A sandbox without a policy takes the one that is baked into its image; upstream’s floating base image opens ten rules, most of them without inspection, and may open others tomorrow.',
  fix: 'write the image with its digest, or leave it out: then a request without an image is refused',
  faults: ['F-GW-14'],
  sources: ['facts/openshell.md §1.9, §10.12'],
  check(props, report) {
    const image: unknown = props.sandboxes?.defaultImage;
    const platform = platformOf(props);
    if (image === undefined || platform === undefined) return;
    const path = ['sandboxes', 'defaultImage'];
    const malformed = malformedImageFindings(path, image as string);
    const findings = malformed.length > 0 ? malformed : unlockedImageFindings(path, image as string, platform);
    for (const finding of findings) report(finding);
  },
  examples: {
    failing: exampleGateway({
      sandboxes: { defaultImage: 'ghcr.io/nvidia/openshell-community/sandboxes/base:latest' },
    }),
    mended: exampleGateway({ sandboxes: { defaultImage: EXAMPLE_TOOLS } }),
  },
};
