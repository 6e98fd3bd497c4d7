import type { NetworkPeer } from '../../platform/network-peer';
import { parseIpAddress } from '../../syntax/cidr';
import { parseHost, serviceOfHost } from '../../syntax/host';
import { accept, type Parsed, quote, refuse, refuseType } from '../../syntax/parsed';
import { parsePort } from '../../syntax/port';

/** An OTLP endpoint in its parts. */
export interface OtlpEndpoint {
  readonly plainText: boolean;
  readonly port: number;
  /** Whether the host has to be looked up. */
  readonly needsDns: boolean;
  /** What the host itself says of where it is; `undefined` for a name outside the cluster. */
  readonly peer: NetworkPeer | undefined;
}

const ALLOWED = 'http:// or https://, a host and a port, e.g. https://otel.observability.svc:4317';

/**
 * An endpoint as OTEL_EXPORTER_OTLP_ENDPOINT takes it. Without its scheme the exporter misreads host and port; without
 * a port exporters differ: gRPC in Go dials 443 even in plain text, others the scheme's port, none of them 4317.
 * source: OpenTelemetry protocol exporter specification; grpc-go internal/resolver/dns, defaultPort
 */
export function parseOtlpEndpoint(input: unknown, clusterDomain: string): Parsed<OtlpEndpoint> {
  if (typeof input !== 'string') return refuseType(input, 'an OTLP endpoint', { allowed: ALLOWED });
  const match = /^(https?):\/\/(\[[^\]]*\]|[^/:]*)(?::(\d+))?\/?$/.exec(input);
  if (match === null) return refuse(`${quote(input)} is not an OTLP endpoint`, { allowed: ALLOWED });
  const [, scheme, bracketed = '', writtenPort] = match;
  if (writtenPort === undefined) {
    return refuse(`${quote(input)} has no port, and exporters do not agree on one`, { allowed: ALLOWED });
  }
  const port = parsePort(Number(writtenPort));
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

/** The endpoint of a component's `observability.otlp` in its parts; `undefined` when nothing is exported. */
export function otlpEndpointOf(
  otlp: { readonly endpoint: string } | undefined,
  { clusterDomain }: { readonly clusterDomain: string },
): OtlpEndpoint | undefined {
  if (otlp === undefined) return undefined;
  const parsed = parseOtlpEndpoint(otlp.endpoint, clusterDomain);
  return parsed.ok ? parsed.value : undefined;
}
