import type { HarnessChannel as ChannelSpec } from '../../api';
import { isRecord } from '../../api/rules/spot';
import type { SecretKeyRef } from '../../plan/secret-ref';
import type { KagentChannel } from '../../policy/layers';
import type { AllowedUsers, ClawSlackChannel, HarnessChannel, HermesSlackChannel } from './channel-props';
import type { NemoClawHarnessProps } from './props';

/** The channels with their names, in the order given: the first of a kind is its default account. */
export function channelsOf({ channels }: NemoClawHarnessProps): readonly (readonly [string, HarnessChannel])[] {
  // Rules ask too, whatever they were given.
  return isRecord(channels) ? Object.entries(channels).filter(([, channel]) => isRecord(channel)) : [];
}

/** The channels as the AgentHarness has them. */
export function channelSpecs(props: NemoClawHarnessProps): ChannelSpec[] {
  return channelsOf(props).map(([name, channel]) =>
    channel.telegram === undefined
      ? { name, type: 'slack', slack: slackSpec(props, channel) }
      : {
          name,
          type: 'telegram',
          telegram: { botToken: fromSecret(channel.telegram.botToken), ...allowedUsers(channel.telegram) },
        },
  );
}

function slackSpec({ backend }: NemoClawHarnessProps, { slack }: ClawSlackChannel | HermesSlackChannel) {
  const tokens = { botToken: fromSecret(slack.botToken), appToken: fromSecret(slack.appToken) };
  if (backend === 'hermes') {
    const { homeChannel, homeChannelName, ...users } = slack as HermesSlackChannel['slack'];
    const home = {
      ...(homeChannel !== undefined && { homeChannel }),
      ...(homeChannelName !== undefined && { homeChannelName }),
    };
    return { ...tokens, hermes: { ...allowedUsers(users), ...home } };
  }
  // Upstream's default of `channelAccess` is open. source: facts/kagent.md §3; fault F-NEM-12
  const {
    channelAccess = 'allowlist',
    allowlistChannels,
    interactiveReplies = true,
  } = slack as ClawSlackChannel['slack'];
  const listed = allowlistChannels !== undefined && { allowlistChannels };
  return { ...tokens, openclaw: { channelAccess, ...listed, interactiveReplies } };
}

// An empty list is left out, as kagent leaves it out when it writes the object back.
function allowedUsers({ allowedUserIDs = [] }: AllowedUsers) {
  return allowedUserIDs.length > 0 ? { allowedUserIDs } : {};
}

function fromSecret({ name, key }: SecretKeyRef) {
  return { valueFrom: { type: 'Secret', name, key } } as const;
}

/** The kinds of messengers in use. */
export function channelKinds(props: NemoClawHarnessProps): readonly KagentChannel[] {
  return [...new Set(channelsOf(props).map(([, channel]) => kindOf(channel)))];
}

export function kindOf(channel: HarnessChannel): KagentChannel {
  return channel.telegram === undefined ? 'slack' : 'telegram';
}

/** The references to tokens in a channel, by the field that holds them. */
export function tokensOf({ telegram, slack }: HarnessChannel): readonly (readonly [string, SecretKeyRef])[] {
  if (telegram !== undefined) return [['botToken', telegram.botToken]];
  return [
    ['botToken', slack.botToken],
    ['appToken', slack.appToken],
  ];
}

/** What kagent makes of a channel's name in names of variables and providers. source: envkeys.go at v0.9.12 */
export function suffixOf(name: string): string {
  const kept = [...name.trim()].map((character) => {
    if (character === '-' || character === '_') return '_';
    return /[\p{L}\p{Nd}]/u.test(character) ? character.toUpperCase() : '';
  });
  return kept.join('') || 'CHANNEL';
}

/** The provider records that kagent makes in the gateway and leaves there. source: facts/kagent.md §3; fault F-SCR-07 */
export function providersOf(props: NemoClawHarnessProps, sandbox: string): string[] {
  return channelsOf(props).flatMap(([name, channel]) => {
    const suffix = suffixOf(name);
    return kindOf(channel) === 'telegram'
      ? [`${sandbox}-telegram-${suffix}`]
      : [`${sandbox}-slack-${suffix}`, `${sandbox}-slack-app-${suffix}`];
  });
}
