import type { Rule } from '../../../diagnostics/rule';
import { EXAMPLE_POLICY, exampleHarness } from '../example';
import { isSynced } from '../place';
import type { NemoClawHarnessProps } from '../props';
import { channelHostsShut } from '../state';

const CHANNELS = {
  ops: {
    slack: {
      botToken: { name: 'ops', key: 'bot' },
      appToken: { name: 'ops', key: 'app' },
      allowlistChannels: ['C0123456789'],
    },
  },
};

/** A policy that speaks of a messenger opens all that the channel needs. */
export const CHANNEL_HOSTS: Rule<NemoClawHarnessProps> = {
  id: 'KF5616',
  name: 'channel-hosts',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The policy replaces kagent’s own, the hosts of channels included: the bot’s process goes on, and nothing reaches it. What the policy says nothing of is added; what it names it has to name whole.',
  fix: 'compose the policy with the preset of the messenger, or leave its hosts out so that they are added',
  faults: ['F-NEM-11'],
  sources: ['facts/kagent.md §3', 'facts/nemoclaw.md §2.4'],
  check(props, report) {
    if (!isSynced(props)) return;
    const shut = channelHostsShut(props);
    if (shut.length === 0) return;
    report({
      path: ['policy', 'networkPolicies'],
      problem: `the channels need hosts that the policy shuts: ${shut.join(', ')}`,
    });
  },
  examples: {
    failing: exampleHarness({
      channels: CHANNELS,
      policy: {
        version: 1,
        networkPolicies: {
          messages: {
            binaries: ['/usr/local/bin/node'],
            endpoints: [
              {
                host: 'slack.com',
                port: 443,
                protocol: 'rest',
                enforcement: 'enforce',
                rules: [{ method: 'POST', path: '/api/chat.postMessage' }],
              },
            ],
          },
        },
      },
    }),
    mended: exampleHarness({ channels: CHANNELS, policy: EXAMPLE_POLICY }),
  },
};
