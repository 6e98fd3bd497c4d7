import type { Rule } from '../../../diagnostics/rule';
import { exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';
import { type GivenChannel, givenChannels } from './channel-entries';

/** Somebody has said who may talk to the harness. */
export const CHANNEL_OPEN: Rule<NemoClawHarnessProps> = {
  id: 'KF5615',
  name: 'channel-open',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Who can talk to a harness can make it work with its files, credentials and network. Without a list everybody in the workspace can, and with Telegram everybody who finds the bot may ask to pair.',
  fix: 'list the users or channels, or acknowledge that it is open',
  faults: ['F-NEM-12'],
  sources: ['facts/kagent.md §3'],
  check(props, report) {
    for (const channel of givenChannels(props)) {
      const open = howOpen(props, channel);
      if (open !== undefined) report({ path: channel.path, problem: open, allowed: 'a list of who may talk to it' });
    }
  },
  examples: {
    failing: exampleHarness({ channels: { ops: { telegram: { botToken: { name: 'ops', key: 'token' } } } } }),
    mended: exampleHarness({
      channels: { ops: { telegram: { botToken: { name: 'ops', key: 'token' }, allowedUserIDs: ['1001'] } } },
    }),
  },
};

function howOpen({ backend }: NemoClawHarnessProps, { kind, settings }: GivenChannel): string | undefined {
  if (kind === 'slack' && backend !== 'hermes') {
    return settings.channelAccess === 'open' ? 'it answers in every channel that it is invited to' : undefined;
  }
  const { allowedUserIDs } = settings;
  if (Array.isArray(allowedUserIDs) && allowedUserIDs.length > 0) return undefined;
  return kind === 'telegram' ? 'whoever finds the bot may pair with it' : 'everybody in the workspace may talk to it';
}
