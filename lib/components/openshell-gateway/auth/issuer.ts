import type { NetworkPeer } from '../../../platform/network-peer';
import { parseIpAddress } from '../../../syntax/cidr';
import { parseHost, serviceOfHost } from '../../../syntax/host';
import { accept, type Parsed, quote, refuse, refuseType } from '../../../syntax/parsed';
import { parsePort } from '../../../syntax/port';

/** An issuer's URL in its parts. */
export interface Issuer {
  readonly secure: boolean;
  readonly port: number;
  readonly slashAtTheEnd: boolean;
  /** What the host itself says of where it is; `undefined` for a name outside the cluster. */
  readonly peer: NetworkPeer | undefined;
}

const ALLOWED = 'scheme, host and path as in the tokens’ `iss`, e.g. https://login.example.com/realms/team-a';

/** The URL of an OpenID Connect issuer: no query and no fragment. source: OpenID Connect Discovery 1.0 §3 */
export function parseIssuer(input: unknown, clusterDomain: string): Parsed<Issuer> {
  if (typeof input !== 'string') return refuseType(input, 'an issuer', { allowed: ALLOWED });
  const match = /^(https?):\/\/(\[[^\]]*\]|[^/:?#@\s]*)(?::(\d+))?(\/[^?#\s]*)?$/.exec(input);
  if (match === null) return refuse(`${quote(input)} is not the URL of an issuer`, { allowed: ALLOWED });
  const [, scheme, bracketed = '', writtenPort, path = ''] = match;
  const secure = scheme === 'https';
  const port = parsePort(writtenPort === undefined ? (secure ? 443 : 80) : Number(writtenPort));
  if (!port.ok) return port;
  const common = { secure, port: port.value, slashAtTheEnd: path.endsWith('/') };
  const host = bracketed.replace(/^\[|\]$/g, '');
  const address = parseIpAddress(host);
  if (address.ok) {
    const { text, family } = address.value;
    return accept({ ...common, peer: { cidr: `${text}/${family === 4 ? 32 : 128}` } });
  }
  const name = parseHost(host);
  if (!name.ok) return refuse(`${quote(input)} has a malformed host: ${name.reason}`, { allowed: ALLOWED });
  const service = serviceOfHost(host, clusterDomain);
  return accept({ ...common, peer: service && { namespace: service.namespace } });
}
