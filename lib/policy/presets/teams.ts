import { binariesOf, type Caller } from './callers';
import { allow, https, reads, readsAndPosts } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export const teams = bundle(
  'teams',
  'a Microsoft Teams bot: sign-in, Bot Framework, Graph read only, and media of messages',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      teams: {
        endpoints: [
          https('login.microsoftonline.com', readsAndPosts()),
          https('login.botframework.com', readsAndPosts()),
          https('api.botframework.com', readsAndPosts()),
          https('smba.trafficmanager.net', allow(['GET', 'POST', 'PUT', 'DELETE'], '/**')),
          https('graph.microsoft.com', reads('/**')),
          ...[
            'teams.microsoft.com',
            'teams.cdn.office.net',
            'statics.teams.cdn.office.net',
            '*.sharepoint.com',
            '1drv.ms',
          ].map((host) => https(host, reads('/**'))),
        ],
        binaries: binariesOf(options),
      },
    },
  }),
);
