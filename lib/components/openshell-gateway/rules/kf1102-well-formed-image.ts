import type { Rule } from '../../../diagnostics/rule';
import { MALFORMED_IMAGE, malformedImageFindings } from '../../../images/rules/malformed-image';
import { EXAMPLE_TOOLS, exampleGateway } from '../example';
import type { OpenShellGatewayProps } from '../props';
import { imagesOf } from './images-of';

/** What the component runs has a name that nodes read as it is meant. */
export const WELL_FORMED_IMAGE: Rule<OpenShellGatewayProps> = {
  ...MALFORMED_IMAGE,
  check(props, report) {
    for (const { path, image } of imagesOf(props)) {
      report.whenKnown(path, image, (known) => malformedImageFindings(path, known));
    }
  },
  examples: {
    failing: exampleGateway({ image: 'openshell-gateway:0.0.46' }),
    mended: exampleGateway({ image: EXAMPLE_TOOLS }),
  },
};
