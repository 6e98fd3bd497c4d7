import { isRecord } from '../../../api/rules/spot';
import type { Rule } from '../../../diagnostics/rule';
import { exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';
import { givenChannels, tokenFields } from './channel-entries';

/** Every token of the harness is used once. */
export const TOKEN_ONCE: Rule<NemoClawHarnessProps> = {
  id: 'KF5617',
  name: 'channel-token-once',
  severity: 'error',
  acknowledge: 'never',
  why: 'A messenger serves one consumer per token: the second poll ends the first, so that the bot is silent while its status says running. Equal values in different Secrets cannot be seen here.',
  fix: 'register a bot for each channel and give each its own key',
  faults: ['F-NEM-01'],
  sources: ['facts/nemoclaw.md §7', 'NC #1953, #4305'],
  check(props, report) {
    const seen = new Map<string, string>();
    for (const channel of givenChannels(props)) {
      for (const field of tokenFields(channel)) {
        const reference = channel.settings[field];
        if (!isRecord(reference)) continue;
        const token = `${String(reference.name)} ${String(reference.key)}`;
        const first = seen.get(token);
        const path = [...channel.path, field];
        if (first === undefined) seen.set(token, `${channel.name}.${field}`);
        else report({ path, problem: `${first} has the same key of the same Secret`, got: reference });
      }
    }
  },
  examples: {
    failing: exampleHarness({
      channels: {
        ops: { telegram: { botToken: { name: 'bots', key: 'token' }, allowedUserIDs: ['1001'] } },
        dev: { telegram: { botToken: { name: 'bots', key: 'token' }, allowedUserIDs: ['1002'] } },
      },
    }),
    mended: exampleHarness({
      channels: {
        ops: { telegram: { botToken: { name: 'bots', key: 'ops' }, allowedUserIDs: ['1001'] } },
        dev: { telegram: { botToken: { name: 'bots', key: 'dev' }, allowedUserIDs: ['1002'] } },
      },
    }),
  },
};
