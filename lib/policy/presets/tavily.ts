import { binariesOf, type Caller } from './callers';
import { allow, https } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export const tavily = bundle(
  'tavily',
  'web searches and page extracts: two POST calls of the Tavily API',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      tavily: {
        endpoints: [https('api.tavily.com', allow(['POST'], '/search', '/extract'))],
        binaries: binariesOf(options),
      },
    },
  }),
);
