import type { Rule } from '../../../diagnostics/rule';
import { deniedCalls } from '../../../seccomp';
import type { SeccompProfileProps } from '../props';
import { exampleProfile } from './example-profile';
import { isKnownUse } from './kf3519-known-words';

/** What the library denies is let through only with a reason. */
export const LOOSENED_PROFILE: Rule<SeccompProfileProps> = {
  id: 'KF3507',
  name: 'loosened-profile',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Every call of the list is denied because an agent that was led astray can do damage with it.',
  fix: 'leave the call out of `allow`, or acknowledge the rule with the reason why it is needed',
  faults: [],
  sources: ['facts/openshell.md §4.3, §4.5'],
  check({ profile, allow = [], use }, report) {
    if (profile !== undefined || !isKnownUse(use)) return;
    for (const [index, name] of allow.entries()) {
      const group = deniedCalls(use).find(({ names }) => names.includes(name));
      if (group === undefined) continue;
      report({ path: ['allow', index], problem: `this lets ${name} through, although ${group.why}`, got: name });
    }
  },
  examples: {
    failing: exampleProfile({ allow: ['io_uring_setup'] }),
    mended: exampleProfile({}),
  },
};
