import type { Rule } from '../../../diagnostics/rule';
import { MALFORMED_IMAGE, malformedImageFindings } from '../../../images/rules/malformed-image';
import type { SeccompProfileProps } from '../props';
import { exampleProfile } from './example-profile';

const DIGEST = `sha256:${'0'.repeat(64)}`;

/** The DaemonSet's image has a name that can be read. */
export const WELL_FORMED_IMAGE: Rule<SeccompProfileProps> = {
  ...MALFORMED_IMAGE,
  check({ delivery }, report) {
    if (delivery.by !== 'daemon-set') return;
    const path = ['delivery', 'image'];
    report.whenKnown(path, delivery.image, (known) => malformedImageFindings(path, known));
  },
  examples: {
    failing: exampleProfile({ delivery: { by: 'daemon-set', image: `busybox@${DIGEST}` } }),
    mended: exampleProfile({ delivery: { by: 'daemon-set', image: `docker.io/library/busybox:1.37.0@${DIGEST}` } }),
  },
};
