import { binariesOf, type Caller } from './callers';
import { allow, https, reads } from './endpoints';
import { bundle, type NetworkFragment } from './preset';
import { socket } from './socket';

export const discord = bundle(
  'discord',
  'Discord: the bot API (of deletions only messages and reactions), the gateway and attachments',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      discord: {
        endpoints: [
          https('discord.com', [
            ...allow(['GET', 'POST', 'PUT', 'PATCH'], '/**'),
            ...allow(['DELETE'], '/api/v*/channels/*/messages/*', '/api/v*/channels/*/messages/*/reactions/**'),
          ]),
          socket('*.discord.gg'),
          https('cdn.discordapp.com', reads('/**')),
          https('media.discordapp.net', reads('/**')),
        ],
        binaries: binariesOf(options),
      },
    },
  }),
);
