import type { Rule } from '../../diagnostics/rule';
import { type PlatformRef, REF_VERSION } from '../platform-ref';
import { examplePlatform } from './example-platform';

/** A ref has the shape that this version of the library reads. */
export const REF_VERSION_KNOWN: Rule<PlatformRef> = {
  id: 'KF1004',
  name: 'ref-version',
  severity: 'error',
  acknowledge: 'never',
  why: 'Refs cross repositories as JSON; one of another shape would be misread field by field.',
  fix: 'use the same kagent-fleet on both sides of the border, and write the ref anew with definePlatform',
  faults: [],
  sources: ['DESIGN §3'],
  check({ refVersion }, report) {
    if (refVersion === REF_VERSION) return;
    report({
      path: ['refVersion'],
      problem: 'the ref has a shape that this version of kagent-fleet does not read',
      got: refVersion,
      allowed: String(REF_VERSION),
    });
  },
  examples: {
    failing: { ...examplePlatform(), refVersion: 2 as unknown as typeof REF_VERSION },
    mended: examplePlatform(),
  },
};
