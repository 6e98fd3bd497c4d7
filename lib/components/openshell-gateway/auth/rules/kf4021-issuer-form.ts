import type { Rule } from '../../../../diagnostics/rule';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { exampleSideBySide } from '../../example';
import { platformOf } from '../../place';
import type { OpenShellGatewayProps } from '../../props';
import { parseIssuer } from '../issuer';

const AUDIENCE = 'openshell';

/** The issuer is written as tokens write it, and reached safely. */
export const ISSUER_FORM: Rule<OpenShellGatewayProps> = {
  id: 'KF4021',
  name: 'issuer-form',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Discovery forgives a slash at the end, the comparison with `iss` does not: every token is refused. Over http whoever is in between chooses the keys that tokens are checked with.',
  fix: 'write the issuer byte for byte as in a token’s `iss`; if your issuer’s tokens do end with a slash, acknowledge that',
  faults: ['F-GW-15'],
  sources: ['crates/openshell-server/src/auth/oidc.rs at v0.0.111', 'OpenID Connect Discovery 1.0 §3'],
  check(props, report) {
    const oidc = props.auth?.oidc;
    if (!oidc) return;
    const { issuer } = oidc;
    const path = ['auth', 'oidc', 'issuer'];
    const parsed = parseIssuer(issuer, platformOf(props).cluster.clusterDomain);
    for (const finding of findingsOf(path, 'the issuer', issuer, parsed)) report(finding);
    if (!parsed.ok) return;
    const mended = issuer.replace(/\/+$/, '');
    if (parsed.value.slashAtTheEnd) {
      report({ path, problem: 'the issuer ends with a slash', got: issuer, allowed: mended, fix: `write ${mended}` });
    }
    if (!parsed.value.secure) {
      report({ path, problem: 'the issuer’s keys are fetched without TLS', got: issuer, allowed: 'https://…' });
    }
  },
  examples: {
    failing: exampleSideBySide({ auth: { oidc: { issuer: 'https://login.example.com/', audience: AUDIENCE } } }),
    mended: exampleSideBySide({ auth: { oidc: { issuer: 'https://login.example.com', audience: AUDIENCE } } }),
  },
};
