import type { Rule } from '../../../diagnostics/rule';
import { builtInProfile } from '../../../seccomp';
import type { SeccompProfileProps } from '../props';
import { exampleProfile } from './example-profile';

const delivery = { by: 'existing', localhostProfile: 'profiles/openshell.json' } as const;

/** A file that is on the nodes already is shown, so that it can be checked. */
export const UNCHECKED_PROFILE: Rule<SeccompProfileProps> = {
  id: 'KF3512',
  name: 'unchecked-profile',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'What the file says is not known here: it may deny what the supervisor needs, or nothing at all.',
  fix: 'give its content as `profile`; it is checked and not written anywhere',
  faults: ['F-ISO-03'],
  sources: ['facts/openshell.md §4.5'],
  check(props, report) {
    if (props.delivery.by !== 'existing' || props.profile !== undefined) return;
    report({
      path: ['profile'],
      problem: 'the file on the nodes cannot be checked',
      got: props.delivery.localhostProfile,
    });
  },
  examples: {
    failing: exampleProfile({ delivery }),
    mended: exampleProfile({ delivery, profile: builtInProfile('openshell-combined') }),
  },
};
