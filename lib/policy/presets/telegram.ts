import { binariesOf, type Caller } from './callers';
import { allow, https, reads } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export const telegram = bundle(
  'telegram',
  'the Telegram Bot API: bot calls and file downloads',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      telegram_bot: {
        endpoints: [https('api.telegram.org', [...allow(['GET', 'POST'], '/bot*/**'), ...reads('/file/bot*/**')])],
        binaries: binariesOf(options),
      },
    },
  }),
);
