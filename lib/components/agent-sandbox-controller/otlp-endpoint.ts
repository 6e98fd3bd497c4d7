import { parseIpAddress } from '../../syntax/cidr';
import { parseHost, serviceOfHost } from '../../syntax/host';
import { accept, type Parsed, quote, refuse, refuseType } from '../../syntax/parsed';
import { parsePort } from '../../syntax/port';
import type { NetworkPeer } from './props';

/** An OTLP endpoint over gRPC in its parts. */
export interface OtlpEndpoint {
  readonly plainText: boolean;
  readonly port: number;
  /** Whether the host has to be looked up. */
  readonly needsDns: boolean;
  /** What the host itself says of where it is; `undefined` for a name outside the cluster. */
  readonly peer: NetworkPeer | undefined;
}

// OTLP over gRPC has a port of its own. source: OpenTelemetry protocol specification, OTLP/gRPC default port
const DEFAULT_PORT = 4317;

const ALLOWED = 'http:// or https://, a host and an optional port, e.g. https://otel.observability.svc:4317';

/** An endpoint as OTEL_EXPORTER_OTLP_ENDPOINT takes it, its scheme included: without one the exporter misreads host and port. */
export function parseOtlpEndpoint(input: unknown, clusterDomain: string): Parsed<OtlpEndpoint> {
  if (typeof input !== 'string') return refuseType(input, 'an OTLP endpoint', { allowed: ALLOWED });
  const match = /^(https?):\/\/(\[[^\]]*\]|[^/:]*)(?::(\d+))?\/?$/.exec(input);
  if (match === null) return refuse(`${quote(input)} is not an OTLP endpoint over gRPC`, { allowed: ALLOWED });
  const [, scheme, bracketed = '', writtenPort] = match;
  const port = writtenPort === undefined ? accept(DEFAULT_PORT) : parsePort(Number(writtenPort));
  if (!port.ok) return port;
  const host = bracketed.replace(/^\[|\]$/g, '');
  const common = { plainText: scheme === 'http', port: port.value };
  const address = parseIpAddress(host);
  if (address.ok) {
    const { text, family } = address.value;
    return accept({ ...common, needsDns: false, peer: { cidr: `${text}/${family === 4 ? 32 : 128}` } });
  }
  const name = parseHost(host);
  if (!name.ok) return refuse(`${quote(input)} has a malformed host: ${name.reason}`, name);
  const service = serviceOfHost(host, clusterDomain);
  return accept({ ...common, needsDns: true, peer: service && { namespace: service.namespace } });
}
