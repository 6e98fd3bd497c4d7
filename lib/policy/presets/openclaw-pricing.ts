import { binariesOf, type Caller } from './callers';
import { https, reads } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export const openclawPricing = bundle(
  'openclaw-pricing',
  'prices of models: one file on GitHub and the model list of OpenRouter, read only',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      openclaw_pricing: {
        endpoints: [
          https('raw.githubusercontent.com', reads('/BerriAI/litellm/main/model_prices_and_context_window.json')),
          https('openrouter.ai', reads('/api/v1/models')),
        ],
        binaries: binariesOf(options),
      },
    },
  }),
);
