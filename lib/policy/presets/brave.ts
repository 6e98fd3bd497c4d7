import { binariesOf, type Caller } from './callers';
import { https, readsAndPosts } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export const brave = bundle(
  'brave',
  'web searches: GET and POST to the Brave Search API',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      brave: {
        endpoints: [https('api.search.brave.com', readsAndPosts())],
        binaries: binariesOf(options),
      },
    },
  }),
);
