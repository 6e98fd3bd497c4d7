import type { Finding, Rule } from '../../../../diagnostics/rule';
import type { Path } from '../../../../plan/path';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { parseHost } from '../../../../syntax/host';
import { parseHttpUrl } from '../../../../syntax/http-url';
import { exampleBehindOAuth2Proxy } from '../../example';
import type { KagentControlPlaneProps } from '../../props';
import type { OAuth2Proxy } from '../props';

const AT: Path = ['frontDoor', 'oauth2Proxy'];

/** oauth2-proxy lets in whom somebody named, from an issuer that can be checked. */
export const OAUTH2_PROXY_USERS: Rule<KagentControlPlaneProps> = {
  id: 'KF5021',
  name: 'oauth2-proxy-users',
  severity: 'error',
  acknowledge: 'never',
  why: 'Upstream’s chart lets in every account of the issuer (email-domain *), and kagent gives each of them everything; over plain HTTP tokens and cookies can be read on the way.',
  fix: 'name email domains or groups, and the addresses as the issuer and browsers know them',
  faults: ['F-TEN-03'],
  sources: ['facts/kagent.md §2 "kmcp and oauth2-proxy knobs", §5', 'OpenID Connect Discovery 1.0 §4.3'],
  check({ frontDoor }, report) {
    const proxy = frontDoor?.oauth2Proxy;
    if (!proxy) return;
    for (const finding of [...allowFindings(proxy.allow), ...addressFindings(proxy)]) report(finding);
  },
  examples: {
    failing: exampleBehindOAuth2Proxy({
      allow: { emailDomains: ['*'] },
      issuer: 'http://login.example.com',
      publicUrl: 'http://kagent.example.com/ui',
    }),
    mended: exampleBehindOAuth2Proxy({
      allow: { emailDomains: ['example.com'] },
      issuer: 'https://login.example.com',
      publicUrl: 'https://kagent.example.com',
    }),
  },
};

function allowFindings(allow: unknown): Finding[] {
  const path = [...AT, 'allow'];
  if (typeof allow !== 'object' || allow === null) {
    return [{ path, problem: 'it is not said who gets in', got: allow, allowed: '{ emailDomains, groups }' }];
  }
  const { emailDomains = [], groups = [] } = allow as OAuth2Proxy['allow'];
  if (!Array.isArray(emailDomains) || !Array.isArray(groups)) {
    return [{ path, problem: 'email domains and groups are lists', allowed: '{ emailDomains: [], groups: [] }' }];
  }
  return [
    ...(emailDomains.length + groups.length === 0
      ? [
          {
            path,
            problem: 'every account of the issuer gets in',
            got: allow,
            allowed: 'at least one email domain or group',
          },
        ]
      : []),
    ...emailDomains.flatMap((domain, index) =>
      findingsOf([...path, 'emailDomains', index], 'the email domain', domain, parseHost(domain)),
    ),
    ...groups.flatMap((group, index) =>
      // The flag is read as a list with commas.
      typeof group === 'string' && /^[^,*\s"]([^,*"]*[^,*\s"])?$/.test(group)
        ? []
        : [
            {
              path: [...path, 'groups', index],
              problem: 'this is no group that the proxy can be told',
              got: group,
              allowed: 'the group as the issuer writes it, without comma, quote and asterisk',
            },
          ],
    ),
  ];
}

function addressFindings({ issuer, publicUrl }: OAuth2Proxy): Finding[] {
  return [
    ...urlFindings([...AT, 'issuer'], 'the issuer', issuer),
    ...urlFindings([...AT, 'publicUrl'], 'the public address', publicUrl),
    ...pathFindings(publicUrl),
  ];
}

function urlFindings(path: Path, what: string, url: unknown): Finding[] {
  const parsed = parseHttpUrl(url);
  if (!parsed.ok) return findingsOf(path, what, url, parsed);
  if (parsed.value.secure) return [];
  return [{ path, problem: `${what} is not reached over TLS`, got: url, allowed: 'https://…' }];
}

function pathFindings(publicUrl: unknown): Finding[] {
  const parsed = parseHttpUrl(publicUrl);
  if (!parsed.ok || parsed.value.path === '' || parsed.value.path === '/') return [];
  return [
    {
      path: [...AT, 'publicUrl'],
      problem: 'the UI has to be at the root of its host',
      got: publicUrl,
      allowed: 'an address without a path',
    },
  ];
}
