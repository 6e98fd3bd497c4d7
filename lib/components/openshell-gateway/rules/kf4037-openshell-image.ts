import type { Rule } from '../../../diagnostics/rule';
import { otherVersionFindings } from '../../../images/rules/other-version';
import { gatewayReleaseOf } from '../capabilities';
import { exampleGateway } from '../example';
import type { OpenShellGatewayProps } from '../props';

const DIGEST = `@sha256:${'7'.repeat(64)}`;

/** Gateway and supervisor are of the release's version, as far as their tags say. */
export const OPENSHELL_IMAGE: Rule<OpenShellGatewayProps> = {
  id: 'KF4037',
  name: 'openshell-image-of-the-release',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Settings, rights and fences are written for the version of the release. From 0.0.47 to 0.0.71 a gateway refuses the sandboxes that agent-sandbox 0.5 owns, from 0.0.53 kagent cannot read its answers, and a supervisor of another version than its gateway’s is refused at its first call.',
  fix: 'leave the image out, mirror the release’s own, or choose the release with that version',
  faults: ['F-REL-04'],
  sources: ['facts/openshell-0.0.46.md §0, §5', 'facts/verified.md §1'],
  check(props, report) {
    const upstream = gatewayReleaseOf(props)?.images;
    if (upstream === undefined) return;
    report.whenKnown(['image'], props.image, (image) => otherVersionFindings(['image'], image, upstream.gateway));
    const path = ['sandboxes', 'supervisorImage'];
    const { supervisorImage } = props.sandboxes ?? {};
    for (const finding of otherVersionFindings(path, supervisorImage, upstream.supervisor)) report(finding);
  },
  examples: {
    failing: exampleGateway({ image: `ghcr.io/nvidia/openshell/gateway:0.0.60${DIGEST}` }),
    mended: exampleGateway({ image: `mirror.example/openshell/gateway:0.0.46${DIGEST}` }),
  },
};
