import { parseIpAddress } from './cidr';
import { parseHost } from './host';
import { accept, type Parsed, quote, refuse, refuseType } from './parsed';
import { parsePort } from './port';

/** An HTTP address in its parts. */
export interface HttpUrl {
  readonly secure: boolean;
  /** A name, or an IP address without brackets. */
  readonly host: string;
  /** The written one, or that of the scheme. */
  readonly port: number;
  /** From the first slash on, as it is written; empty without one. */
  readonly path: string;
}

/** What an address is called when it is refused. */
export interface UrlWords {
  readonly what: string;
  readonly text: string;
  readonly allowed: string;
}

const ADDRESS: UrlWords = {
  what: 'an HTTP address',
  text: 'an HTTP address',
  allowed: 'http:// or https://, a host, an optional port and path, e.g. https://kagent.example.com',
};

/** An `http` or `https` address without user, query and fragment. source: RFC 3986 §3, RFC 9110 §4.2 */
export function parseHttpUrl(input: unknown, { what, text, allowed }: UrlWords = ADDRESS): Parsed<HttpUrl> {
  if (typeof input !== 'string') return refuseType(input, what, { allowed });
  const match = /^(https?):\/\/(\[[^\]]*\]|[^/:?#@\s]*)(?::(\d+))?(\/[^?#\s]*)?$/.exec(input);
  if (match === null) return refuse(`${quote(input)} is not ${text}`, { allowed });
  const [, scheme, bracketed = '', writtenPort, path = ''] = match;
  const secure = scheme === 'https';
  const port = parsePort(writtenPort === undefined ? (secure ? 443 : 80) : Number(writtenPort));
  if (!port.ok) return port;
  const host = bracketed.replace(/^\[|\]$/g, '');
  const name = parseIpAddress(host).ok ? accept(host) : parseHost(host);
  if (!name.ok) return refuse(`${quote(input)} has a malformed host: ${name.reason}`, { allowed });
  return accept({ secure, host, port: port.value, path });
}

/** The port that an address means; of one that a rule has refused, that of `https`. */
export function portOfUrl(input: string): number {
  const parsed = parseHttpUrl(input);
  return parsed.ok ? parsed.value.port : 443;
}
