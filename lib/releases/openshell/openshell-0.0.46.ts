import { LIMITS, type OpenShellRelease } from './release';

/** What kagent 0.9 drives with agent-sandbox 0.5. source: facts/openshell-0.0.46.md §1 */
export const OPENSHELL_0_0_46: OpenShellRelease = {
  version: '0.0.46',
  protocols: ['rest', 'websocket', 'graphql', 'sql'],
  unknownKeys: {
    policy: ['network_middlewares'],
    endpoint: [
      'allow_uninspected_credentials',
      'credential_signing',
      'signing_service',
      'signing_region',
      'credential_binding',
      'json_rpc',
      'mcp',
    ],
    rule: ['tool', 'params'],
  },
  quirks: {
    hostWildcards: 'whole-first-label',
    gatewayChecksEndpoints: false,
    refusesAmbiguity: false,
    numericIdentity: false,
    plaintextBypass: true,
    exactHostReachesPrivate: false,
    encodedSlashPerEndpoint: false,
    testNet1IsInternal: false,
    survivesHardRequirement: false,
    refusesRulesThatAllowNothing: false,
  },
  limits: LIMITS,
};
