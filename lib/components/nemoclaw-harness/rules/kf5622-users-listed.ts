import type { Rule } from '../../../diagnostics/rule';
import { exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';
import { givenChannels } from './channel-entries';

const TELEGRAM = { botToken: { name: 'ops', key: 'token' } };

/** The users of a channel are listed in it. */
export const USERS_LISTED: Rule<NemoClawHarnessProps> = {
  id: 'KF5622',
  name: 'users-listed',
  severity: 'error',
  acknowledge: 'never',
  why: 'A rule of the CRD reads allowedUserIDs whenever allowedUserIDsFrom is there. An empty list gets past it once; kagent drops what is empty when it writes the object back, so its first write, the finalizer, is refused for ever and the harness never starts.',
  fix: 'list the users in allowedUserIDs',
  faults: ['F-KAG-10'],
  sources: ['facts/kagent.md §1', 'run with the controller of kagent 0.9.12'],
  check(props, report) {
    for (const { settings, path } of givenChannels(props)) {
      if (settings.allowedUserIDsFrom === undefined) continue;
      report({
        path: [...path, 'allowedUserIDsFrom'],
        problem: 'kagent cannot keep a harness whose users are listed elsewhere',
        allowed: 'allowedUserIDs',
      });
    }
  },
  examples: {
    failing: exampleHarness({
      channels: {
        ops: {
          telegram: {
            ...TELEGRAM,
            allowedUserIDs: [],
            allowedUserIDsFrom: { type: 'Secret', name: 'ops', key: 'ids' },
          },
        },
      },
    }),
    mended: exampleHarness({ channels: { ops: { telegram: { ...TELEGRAM, allowedUserIDs: ['1001'] } } } }),
  },
};
