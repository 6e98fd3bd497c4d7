import { LIMITS, type OpenShellRelease } from './release';

/** The OpenShell of its own gateway, beside kagent. source: facts/openshell.md §1 */
export const OPENSHELL_0_0_111: OpenShellRelease = {
  version: '0.0.111',
  protocols: ['tcp', 'rest', 'websocket', 'graphql', 'sql', 'json-rpc', 'mcp'],
  unknownKeys: { policy: [], endpoint: [], rule: [] },
  quirks: {
    hostWildcards: 'whole-later-label',
    gatewayChecksEndpoints: true,
    refusesAmbiguity: true,
    numericIdentity: true,
    plaintextBypass: false,
    exactHostReachesPrivate: true,
    encodedSlashPerEndpoint: true,
    testNet1IsInternal: true,
    survivesHardRequirement: true,
    refusesRulesThatAllowNothing: true,
  },
  limits: LIMITS,
};
