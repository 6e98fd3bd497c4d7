import { binariesOf, type Caller } from './callers';
import { https, readsAndPosts } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export const nousResearch = bundle(
  'nous-research',
  'the sites of Nous Research and of its agent: GET and POST',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      nous_research: {
        endpoints: [
          https('nousresearch.com', readsAndPosts()),
          https('hermes-agent.nousresearch.com', readsAndPosts()),
        ],
        binaries: binariesOf(options),
      },
    },
  }),
);
