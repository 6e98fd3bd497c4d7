import type { SecretKeyRef } from '../../plan/secret-ref';

/** Channels of the backends openclaw and nemoclaw, by name. */
export interface ClawChannels {
  readonly [name: string]: TelegramChannel | ClawSlackChannel;
}

/** Channels of the backend hermes, by name. */
export interface HermesChannels {
  readonly [name: string]: TelegramChannel | HermesSlackChannel;
}

export type HarnessChannel = TelegramChannel | ClawSlackChannel | HermesSlackChannel;

/** A Telegram bot. Without a list of users whoever finds it may pair with it (KF5615). source: facts/kagent.md §3 */
export interface TelegramChannel {
  readonly telegram: { readonly botToken: SecretKeyRef } & AllowedUsers;
  readonly slack?: never;
}

/** A Slack app in socket mode, for openclaw and nemoclaw. */
export interface ClawSlackChannel {
  readonly telegram?: never;
  readonly slack: SlackTokens & {
    /** Where it listens; `open` is every channel it is invited to (KF5615). @default allowlist */
    readonly channelAccess?: 'allowlist' | 'open' | 'disabled';
    /** Identifiers of channels, at most 1024; needed for `allowlist`. KF5614. */
    readonly allowlistChannels?: readonly string[];
    /** Answer with buttons and menus. @default true */
    readonly interactiveReplies?: boolean;
  };
}

/** A Slack app in socket mode, for hermes. Without a list of users everybody in the workspace may talk to it (KF5615). */
export interface HermesSlackChannel {
  readonly telegram?: never;
  readonly slack: SlackTokens &
    AllowedUsers & {
      /** Identifier of the channel for messages that the harness sends by itself. @default - none */
      readonly homeChannel?: string;
      /** Name of that channel for people. @default - none */
      readonly homeChannelName?: string;
    };
}

/** References to Secrets of the harness's namespace, each used by one harness alone (KF7011). source: fault F-NEM-01 */
export interface SlackTokens {
  readonly botToken: SecretKeyRef;
  readonly appToken: SecretKeyRef;
}

/** Who may talk to it. Upstream's list in a ConfigMap or Secret cannot be used (KF5622). KF5614, KF5615. */
export interface AllowedUsers {
  /** Identifiers of users, at most 1024. @default - none */
  readonly allowedUserIDs?: readonly string[];
}
