import { hostOf } from '../addresses';
import { PORT } from '../names';
import type { Settings } from '../settings';
import type { OAuth2Proxy } from './props';

export const CA_DIRECTORY = '/etc/kagent/issuer';
export const CA_FILE = 'ca.crt';

export const DEFAULT_SESSION_LIFETIME = '12h';
const DEFAULT_SCOPE = 'openid profile email groups';

/** The flags that are set here. */
export const OWN_FLAGS: readonly string[] = [
  'provider',
  'http-address',
  'upstream',
  'upstream-timeout',
  'oidc-issuer-url',
  'provider-ca-file',
  'use-system-trust-store',
  'client-id',
  'redirect-url',
  'scope',
  'code-challenge-method',
  'insecure-oidc-skip-nonce',
  'approval-prompt',
  'oidc-groups-claim',
  'email-domain',
  'allowed-group',
  'cookie-name',
  'cookie-secure',
  'cookie-httponly',
  'cookie-samesite',
  'cookie-expire',
  'cookie-refresh',
  'pass-authorization-header',
  'pass-basic-auth',
  'pass-user-headers',
  'skip-jwt-bearer-tokens',
  'skip-provider-button',
  'api-route',
];

/** With this prefix browsers take the cookie only over TLS and from this very host. source: RFC 6265bis §4.1.3.2 */
const COOKIE = '__Host-kagent';

/**
 * The flags of oauth2-proxy. Nothing is let through without a login: upstream's chart skips it for the gateway of every
 * harness. No header of a proxy before it is believed, so `--reverse-proxy` stays off.
 * source: oauth2-proxy v7.15.3, pkg/apis/options; facts/kagent.md §2 "oauth2-proxy"
 */
export function oauth2ProxyArgs(settings: Settings, proxy: OAuth2Proxy): string[] {
  const { names, props } = settings;
  const { emailDomains = [], groups = [] } = proxy.allow;
  const streams = (props.ui !== false && props.ui?.streamTimeout) || '30m';
  return [
    '--provider=oidc',
    `--http-address=0.0.0.0:${PORT.oauth2Proxy}`,
    `--upstream=http://${hostOf(settings, names.ui)}:${PORT.ui}`,
    // Its own 30 seconds end the answers of slow models.
    `--upstream-timeout=${streams}`,
    `--oidc-issuer-url=${proxy.issuer}`,
    ...(proxy.issuerCa ? [`--provider-ca-file=${CA_DIRECTORY}/${CA_FILE}`, '--use-system-trust-store=true'] : []),
    `--client-id=${proxy.clientId}`,
    `--redirect-url=${originOf(proxy.publicUrl)}/oauth2/callback`,
    `--scope=${proxy.scope ?? DEFAULT_SCOPE}`,
    '--code-challenge-method=S256',
    '--insecure-oidc-skip-nonce=false',
    '--approval-prompt=auto',
    ...(proxy.groupsClaim === undefined ? [] : [`--oidc-groups-claim=${proxy.groupsClaim}`]),
    // It does not start without a domain; with groups alone, these decide.
    ...(emailDomains.length > 0 ? emailDomains : ['*']).map((domain) => `--email-domain=${domain}`),
    ...groups.map((group) => `--allowed-group=${group}`),
    `--cookie-name=${COOKIE}`,
    '--cookie-secure=true',
    '--cookie-httponly=true',
    '--cookie-samesite=lax',
    `--cookie-expire=${proxy.sessionLifetime ?? DEFAULT_SESSION_LIFETIME}`,
    ...(proxy.sessionRefresh === undefined ? [] : [`--cookie-refresh=${proxy.sessionRefresh}`]),
    // The ID token, from which kagent reads who it is.
    '--pass-authorization-header=true',
    '--pass-basic-auth=false',
    '--pass-user-headers=false',
    ...(proxy.bearerTokens ? ['--skip-jwt-bearer-tokens=true'] : []),
    '--skip-provider-button=true',
    // A browser follows a redirect of an API call to the issuer and shows nothing for it.
    '--api-route=^/(api|a2a|a2a-sandboxes)/',
    ...(proxy.extraArgs ?? []),
  ];
}

/** An address without the slash that stands for no path. */
function originOf(url: string): string {
  return url.replace(/\/$/, '');
}
