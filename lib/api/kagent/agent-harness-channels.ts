import type { CelRule } from '../node';
import {
  array,
  boolean,
  type Discriminated,
  discriminated,
  object,
  required,
  type Schema,
  type Static,
  type StaticFields,
  string,
} from '../schema';
import { eitherValue } from './either-value';
import { type ValueSource, valueSource } from './references';

const credential = object(
  {
    /**
     * The token in clear, at most 8192 characters: it stays readable in etcd.
     * source: facts/kagent.md §10.14
     */
    value: string({ maxLength: 8192 }),
    /** Where the token comes from. */
    valueFrom: valueSource as Schema<ValueSource>,
  },
  { rules: [eitherValue] },
);

/** A token in place or from a ConfigMap or Secret. source: facts/kagent.md §1 */
export interface ChannelCredential extends Static<typeof credential> {}

const allowedUsers = {
  /**
   * Users who may talk to it, at most 1024. With `allowedUserIDsFrom` write an empty list here.
   * source: facts/kagent.md §1; facts/faults.md F-KAG-10
   */
  allowedUserIDs: array(string(), { maxItems: 1024 }),
  /** Where the users come from. */
  allowedUserIDsFrom: valueSource as Schema<ValueSource>,
} as const;

/**
 * `size` of an absent list is an error in CEL, and the server refuses what it cannot evaluate: `allowedUserIDsFrom`
 * alone is refused, with "no such key" and not with the message of the rule. With neither field the error meets a
 * `false` on the other side of `&&`, which settles it, and the object passes.
 */
const oneListOfUsers: CelRule<StaticFields<typeof allowedUsers>> = {
  rule: '!(size(self.allowedUserIDs) > 0 && has(self.allowedUserIDsFrom))',
  message: 'allowedUserIDs and allowedUserIDsFrom are mutually exclusive',
  check: ({ allowedUserIDs, allowedUserIDsFrom }) => allowedUserIDsFrom === undefined || allowedUserIDs?.length === 0,
};

const telegram = object(
  {
    /** Token of the bot. */
    botToken: required(credential as Schema<ChannelCredential>),
    // with neither list, whoever pairs with the bot may talk to it
    ...allowedUsers,
  },
  { rules: [oneListOfUsers] },
);

/** Telegram. Without a list of users, whoever pairs with the bot may talk to it. source: facts/kagent.md §1, §3 */
export interface TelegramChannel extends Static<typeof telegram> {}

const openClawSlack = object(
  {
    /**
     * Where the bot listens: in the channels of `allowlistChannels`, in all, or in none.
     * @default - open
     * source: facts/kagent.md §3
     */
    channelAccess: string({ enum: ['allowlist', 'open', 'disabled'] }),
    /** Identifiers of the channels, at most 1024, needed for `allowlist`. */
    allowlistChannels: array(string(), { maxItems: 1024 }),
    /**
     * Answer with buttons and menus.
     * @default true
     */
    interactiveReplies: boolean({ default: true }),
  },
  {
    rules: [
      {
        rule: "!has(self.channelAccess) || self.channelAccess != 'allowlist' || (has(self.allowlistChannels) && size(self.allowlistChannels) > 0)",
        message: 'allowlistChannels is required when channelAccess is allowlist',
        check: ({ channelAccess, allowlistChannels = [] }) =>
          channelAccess !== 'allowlist' || allowlistChannels.length > 0,
      },
    ],
  },
);

const hermesSlack = object(
  {
    ...allowedUsers,
    /** Identifier of the channel for messages that the harness sends by itself. */
    homeChannel: string(),
    /** Name of that channel for people. */
    homeChannelName: string(),
  },
  { rules: [oneListOfUsers] },
);

/** Slack for the backends openclaw and nemoclaw. source: facts/kagent.md §1 */
export interface OpenClawSlack extends Static<typeof openClawSlack> {}

/** Slack for the backend hermes. source: facts/kagent.md §1 */
export interface HermesSlack extends Static<typeof hermesSlack> {}

const slack = object({
  /** Token of the bot, `xoxb-…`. */
  botToken: required(credential as Schema<ChannelCredential>),
  /** Token of the app, `xapp-…`, for socket mode. */
  appToken: required(credential as Schema<ChannelCredential>),
  /** Settings for the backends openclaw and nemoclaw, which need them. */
  openclaw: openClawSlack as Schema<OpenClawSlack>,
  /** Settings for the backend hermes, which needs them. */
  hermes: hermesSlack as Schema<HermesSlack>,
});

/** Slack, with the settings of the harness's backend. source: facts/kagent.md §1 */
export interface SlackChannel extends Static<typeof slack> {}

const channel = object(
  {
    /**
     * Name of the channel. Two that differ only in case, `-` and `_` overwrite each other's tokens.
     * source: facts/faults.md F-KAG-18
     */
    name: required(string({ minLength: 1 })),
    /** Which messenger it is. */
    type: required(string({ enum: ['telegram', 'slack'] })),
    /** Settings for `telegram`. */
    telegram: telegram as Schema<TelegramChannel>,
    /** Settings for `slack`. */
    slack: slack as Schema<SlackChannel>,
  },
  {
    rules: [
      {
        rule: "(self.type == 'telegram' && has(self.telegram) && !has(self.slack)) || (self.type == 'slack' && has(self.slack) && !has(self.telegram))",
        message: 'exactly one of telegram or slack must be set and must match type',
        check: (self) =>
          (self.type === 'telegram' && self.telegram !== undefined && self.slack === undefined) ||
          (self.type === 'slack' && self.slack !== undefined && self.telegram === undefined),
      },
    ],
  },
);

interface Channel extends Static<typeof channel> {}

/** A messenger that people reach a harness by. source: facts/kagent.md §1, §3 */
export type HarnessChannel = Discriminated<Channel, 'type', { readonly telegram: 'telegram'; readonly slack: 'slack' }>;

export const harnessChannel: Schema<HarnessChannel> = discriminated(channel, 'type', {
  telegram: 'telegram',
  slack: 'slack',
});
