import { isRecord } from '../../../api/rules/spot';
import type { Rule } from '../../../diagnostics/rule';
import { KAGENT_CHANNEL_HOSTS } from '../../../policy/layers/kagent-policy';
import { hostsOverlap } from '../../../policy/load/overlap';
import { endpointsOf } from '../../../policy/rules/input';
import { channelKinds } from '../channels';
import { exampleHarness } from '../example';
import { policyOf } from '../network';
import { isSynced } from '../place';
import type { NemoClawHarnessProps } from '../props';

const CHANNELS = { alerts: { telegram: { botToken: { name: 'alerts', key: 'bot' }, allowedUserIDs: ['12345678'] } } };

/** The proxy can fill a messenger's token in on the way to the messenger. */
export const CHANNEL_TOKENS_FILLED_IN: Rule<NemoClawHarnessProps> = {
  id: 'KF5626',
  name: 'channel-tokens-filled-in',
  severity: 'error',
  acknowledge: 'never',
  why: 'The sandbox has a placeholder in place of the token, and the proxy puts the token in where it ends the TLS connection. Through `tls: skip` the placeholder reaches the messenger, which answers 401: the bot is silent while its status says running.',
  fix: 'remove `tls: skip`, or use the preset of the messenger',
  faults: ['F-SCR-06'],
  sources: ['facts/openshell-0.0.46.md §1.5, §5', 'NC PR #10844'],
  check(props, report) {
    const policy = policyOf(props);
    if (!isSynced(props) || policy === undefined || !isRecord(policy.networkPolicies)) return;
    const hosts = channelKinds(props).flatMap((kind) => KAGENT_CHANNEL_HOSTS[kind]);
    for (const { endpoint, path } of endpointsOf(policy)) {
      const { host } = endpoint;
      if (typeof host !== 'string' || String(endpoint.tls).toLowerCase() !== 'skip') continue;
      const messenger = hosts.find((other) => hostsOverlap(host, other));
      if (messenger === undefined) continue;
      report({
        path: ['policy', ...path, 'tls'],
        problem: `the token for ${messenger} is never filled in`,
        got: endpoint.tls,
        allowed: 'no `tls`, so that the proxy ends the connection',
      });
    }
  },
  examples: {
    failing: exampleHarness({ channels: CHANNELS, policy: toTelegram({ tls: 'skip' }) }),
    mended: exampleHarness({
      channels: CHANNELS,
      policy: toTelegram({ protocol: 'rest', enforcement: 'enforce', access: 'full' }),
    }),
  },
};

function toTelegram(endpoint: object) {
  return {
    version: 1,
    networkPolicies: {
      messages: {
        binaries: ['/usr/local/bin/node'],
        endpoints: [{ host: 'api.telegram.org', port: 443, ...endpoint }],
      },
    },
  };
}
