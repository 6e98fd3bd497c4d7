import { binariesOf, type Caller } from './callers';
import { https, reads, readsAndPosts } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export const huggingface = bundle(
  'huggingface',
  'models and data sets read from Hugging Face, and its hosted inference called',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      huggingface: {
        endpoints: [
          https('huggingface.co', reads('/**')),
          https('cdn-lfs.huggingface.co', reads('/**')),
          https('router.huggingface.co', readsAndPosts()),
        ],
        binaries: binariesOf(options),
      },
    },
  }),
);
