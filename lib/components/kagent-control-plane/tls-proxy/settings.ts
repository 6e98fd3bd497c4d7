import type { Leaf } from '../../../plan/leaf';
import type { GatewayRef, GatewayTransport } from '../../../platform/gateway-ref';
import type { KagentRelease } from '../../../releases';
import type { TlsProxy } from './props';

type Kind = NonNullable<TlsProxy['kind']>;

/** The kinds of proxies that there are. */
export const TLS_PROXY_KINDS: readonly Kind[] = ['haproxy', 'ghostunnel'];

/** Which program speaks TLS for kagent. */
export function tlsProxyKind({ kind = 'haproxy' }: TlsProxy = {}): Kind {
  return kind;
}

/** The image of the sidecar, as written or as the release has it for the kind. */
export function tlsProxyImage(
  proxy: TlsProxy | undefined,
  { images }: Pick<KagentRelease, 'images'>,
): Leaf<string> | undefined {
  return proxy?.image ?? images[tlsProxyKind(proxy)];
}

/** Whether kagent needs somebody to present a client certificate for it. source: facts/verified.md §5 */
export function usesTlsProxy(gateway: GatewayRef | undefined): gateway is MutualGateway {
  return gateway?.transport?.mode === 'mutual';
}

/** A gateway that wants a certificate of its callers. */
export interface MutualGateway extends GatewayRef {
  readonly transport: Extract<GatewayTransport, { mode: 'mutual' }>;
}
