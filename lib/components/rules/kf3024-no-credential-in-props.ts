import type { Rule } from '../../diagnostics/rule';
import { findCredentials } from '../../plan/find-credentials';
import type { ComponentProps } from '../definition';

/**
 * No prop of any component is a credential; not even the name or key of a Secret looks like one.
 *
 * What can be told is what KF3023 can tell. Deferred props are judged where they arrive, in the objects; the platform
 * of a ref is not looked into again, since all that is written into it arrives there as well.
 */
export const noCredentialInProps: Rule<ComponentProps> = {
  id: 'KF3024',
  name: 'no-credential-in-props',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Props are written in programs and become objects, rows of a gateway and messages; a credential in one of them is readable in all of those places.',
  fix: 'put the value into a Secret and name its key; if it is no credential, acknowledge KF3024, and KF3023 for the object that it goes into',
  faults: ['F-SCR-01'],
  sources: ['DESIGN §4'],
  check(props, report) {
    for (const { path, kind } of findCredentials(props, isPlatform).found) {
      report({
        path,
        problem: `here stands what looks like a credential: ${kind}`,
        allowed: 'a reference to a Secret',
      });
    }
  },
  examples: {
    failing: { acknowledge: [{ rule: 'KF3021', reason: `pulled with glpat-${'0'.repeat(20)}` }] },
    mended: { acknowledge: [{ rule: 'KF3021', reason: 'pulled with the token of the Secret registry' }] },
  },
};

function isPlatform(field: string, value: unknown): boolean {
  return field === 'platform' && typeof value === 'object' && value !== null && 'refVersion' in value;
}
