import { binariesOf, type Caller } from './callers';
import { https, readsAndPosts } from './endpoints';
import { bundle, type NetworkFragment } from './preset';
import { socket } from './socket';

export const slack = bundle(
  'slack',
  'Slack: Web API, incoming webhooks and Socket Mode, credentials filled in by the proxy',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      slack: {
        endpoints: [
          https('slack.com', readsAndPosts()),
          https('api.slack.com', readsAndPosts()),
          https('hooks.slack.com', readsAndPosts()),
          socket('wss-primary.slack.com'),
          socket('wss-backup.slack.com'),
        ],
        binaries: binariesOf(options),
      },
    },
  }),
);
