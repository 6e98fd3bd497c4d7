import type { Rule } from '../../../diagnostics/rule';
import { exampleWithGateway } from '../example';
import type { KagentControlPlaneProps } from '../props';
import { TLS_PROXY_KINDS, usesTlsProxy } from '../tls-proxy/settings';

/** The sidecar is one that is known, and is asked for where it is used. */
export const TLS_PROXY: Rule<KagentControlPlaneProps> = {
  id: 'KF5013',
  name: 'tls-proxy',
  severity: 'error',
  acknowledge: 'never',
  why: 'Only a gateway with mutual TLS gets the sidecar: settings of it beside another gateway would change nothing, and whoever wrote them believes that calls are authenticated.',
  fix: 'take haproxy or ghostunnel, and a gateway whose `tls.clients` is mutual',
  faults: ['F-GW-02'],
  sources: ['facts/verified.md §5, §11'],
  check({ tlsProxy, gateway }, report) {
    if (tlsProxy === undefined) return;
    const kind: unknown = tlsProxy?.kind ?? 'haproxy';
    if (!TLS_PROXY_KINDS.some((known) => known === kind)) {
      report({
        path: ['tlsProxy', 'kind'],
        problem: 'this sidecar is not known',
        got: kind,
        allowed: TLS_PROXY_KINDS.join(', '),
      });
    }
    if (usesTlsProxy(gateway)) return;
    report({
      path: ['tlsProxy'],
      problem: 'there is no sidecar, because no gateway asks for a client certificate',
      got: gateway?.transport?.mode ?? 'no gateway',
      allowed: 'a gateway with transport mutual',
    });
  },
  examples: {
    failing: exampleWithGateway({ tlsProxy: { kind: 'stunnel' } }),
    mended: exampleWithGateway({ tlsProxy: { kind: 'ghostunnel' } }),
  },
};
