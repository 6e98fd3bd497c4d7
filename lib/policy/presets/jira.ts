import { binariesOf, type Caller } from './callers';
import { https, readsAndPosts } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export const jira = bundle(
  'jira',
  'Jira and Confluence Cloud of any site: GET and POST',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      atlassian: {
        endpoints: [
          https('*.atlassian.net', readsAndPosts()),
          https('auth.atlassian.com', readsAndPosts()),
          https('api.atlassian.com', readsAndPosts()),
        ],
        binaries: binariesOf(options),
      },
    },
  }),
);
