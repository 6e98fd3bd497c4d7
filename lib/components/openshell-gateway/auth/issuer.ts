import type { NetworkPeer } from '../../../platform/network-peer';
import { parseIpAddress } from '../../../syntax/cidr';
import { serviceOfHost } from '../../../syntax/host';
import { parseHttpUrl, type UrlWords } from '../../../syntax/http-url';
import { accept, type Parsed } from '../../../syntax/parsed';

/** An issuer's URL in its parts. */
export interface Issuer {
  readonly secure: boolean;
  readonly port: number;
  readonly slashAtTheEnd: boolean;
  /** What the host itself says of where it is; `undefined` for a name outside the cluster. */
  readonly peer: NetworkPeer | undefined;
}

const ISSUER: UrlWords = {
  what: 'an issuer',
  text: 'the URL of an issuer',
  allowed: 'scheme, host and path as in the tokens’ `iss`, e.g. https://login.example.com/realms/team-a',
};

/** The URL of an OpenID Connect issuer: no query and no fragment. source: OpenID Connect Discovery 1.0 §3 */
export function parseIssuer(input: unknown, clusterDomain: string): Parsed<Issuer> {
  const parsed = parseHttpUrl(input, ISSUER);
  if (!parsed.ok) return parsed;
  const { secure, host, port, path } = parsed.value;
  const address = parseIpAddress(host);
  const service = address.ok ? undefined : serviceOfHost(host, clusterDomain);
  return accept({
    secure,
    port,
    slashAtTheEnd: path.endsWith('/'),
    peer: address.ok
      ? { cidr: `${address.value.text}/${address.value.family === 4 ? 32 : 128}` }
      : service && { namespace: service.namespace },
  });
}
