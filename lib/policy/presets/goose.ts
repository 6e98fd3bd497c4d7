import { binariesOf, type Caller } from './callers';
import { allow, https, reads } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

const PROVIDERS = {
  anthropic: https('api.anthropic.com', [...allow(['POST'], '/v1/messages'), ...reads('/v1/models', '/v1/models/**')]),
  openai: https('api.openai.com', [
    ...allow(['POST'], '/v1/chat/completions', '/v1/responses', '/v1/embeddings'),
    ...reads('/v1/models', '/v1/models/**'),
  ]),
  openrouter: https('openrouter.ai', [...allow(['POST'], '/api/v1/chat/completions'), ...reads('/api/v1/models')]),
} as const;

export type GooseOptions = Partial<Caller> & {
  /** Whose models Goose calls directly. Where it goes through `inference.local`, leave the preset out. At least one. */
  readonly providers: readonly (keyof typeof PROVIDERS)[];
};

export const goose = bundle(
  'goose',
  'the model providers that Goose is configured with: completions and model lists, nothing else of theirs',
  ({ agent = 'goose', binaries, providers }: GooseOptions): NetworkFragment => ({
    networkPolicies: {
      goose: {
        endpoints: providers.map((name) => PROVIDERS[name]),
        binaries: binariesOf({ agent, binaries }),
      },
    },
  }),
);
