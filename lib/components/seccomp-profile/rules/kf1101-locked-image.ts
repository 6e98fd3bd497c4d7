import type { Rule } from '../../../diagnostics/rule';
import { UNLOCKED_IMAGE, unlockedImageFindings } from '../../../images/rules/unlocked-image';
import type { SeccompProfileProps } from '../props';
import { exampleProfile } from './example-profile';

const IMAGE = 'registry.k8s.io/e2e-test-images/busybox:1.36.1-1';

/** The DaemonSet runs an image by its digest. */
export const LOCKED_IMAGE: Rule<SeccompProfileProps> = {
  ...UNLOCKED_IMAGE,
  check({ delivery, platform }, report) {
    if (delivery.by !== 'daemon-set') return;
    const path = ['delivery', 'image'];
    report.whenKnown(path, delivery.image, (known) => unlockedImageFindings(path, known, platform));
  },
  examples: {
    failing: exampleProfile({ delivery: { by: 'daemon-set', image: IMAGE } }),
    mended: exampleProfile({ delivery: { by: 'daemon-set', image: `${IMAGE}@sha256:${'0'.repeat(64)}` } }),
  },
};
