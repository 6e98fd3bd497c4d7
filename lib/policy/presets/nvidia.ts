import { binariesOf, type Caller } from './callers';
import { allow, https, reads } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export const nvidia = bundle(
  'nvidia',
  'NVIDIA’s hosted models called directly: completions, embeddings and the model list',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      nvidia: {
        endpoints: [
          https('integrate.api.nvidia.com', [
            ...allow(['POST'], '/v1/chat/completions', '/v1/completions', '/v1/embeddings'),
            ...reads('/v1/models', '/v1/models/**'),
          ]),
        ],
        binaries: binariesOf(options),
      },
    },
  }),
);
