import type { Rule } from '../../../../diagnostics/rule';
import { exampleBehindOAuth2Proxy } from '../../example';
import type { KagentControlPlaneProps } from '../../props';

/** An issuer ends with a slash only where its tokens do. */
export const ISSUER_SLASH: Rule<KagentControlPlaneProps> = {
  id: 'KF5027',
  name: 'issuer-slash',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'The proxy compares the issuer byte by byte with that of the discovery document and ends at its start when they differ; few issuers have a slash at their end, Auth0 among them.',
  fix: 'write the issuer as <issuer>/.well-known/openid-configuration has it, and acknowledge this when that ends with a slash',
  faults: ['F-GW-15'],
  sources: ['OpenID Connect Discovery 1.0 §4.3', 'oauth2-proxy v7.15.3, pkg/providers/oidc'],
  check({ frontDoor }, report) {
    const issuer: unknown = frontDoor?.oauth2Proxy?.issuer;
    if (typeof issuer !== 'string' || !issuer.endsWith('/')) return;
    report({
      path: ['frontDoor', 'oauth2Proxy', 'issuer'],
      problem: 'the issuer ends with a slash, which few have',
      got: issuer,
      fix: `write ${issuer.replace(/\/+$/, '')}, unless the discovery document has the slash too`,
    });
  },
  examples: {
    failing: exampleBehindOAuth2Proxy({ issuer: 'https://login.example.com/realms/team-a/' }),
    mended: exampleBehindOAuth2Proxy({ issuer: 'https://login.example.com/realms/team-a' }),
  },
};
