import type { Finding, Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseHost } from '../../../syntax/host';
import { parseDnsLabel, parseDnsSubdomain } from '../../../syntax/names';
import { exampleGateway } from '../example';
import type { GatewayIngress } from '../ingress-props';
import type { OpenShellGatewayProps } from '../props';
import { transportOf } from '../settings';

const CONTROLLER = { namespace: 'ingress-nginx' };

/** Annotations with which ingress controllers leave the handshake alone, or make one with a certificate of their own. */
const KEEPS_HANDSHAKE = /\/(ssl-passthrough|proxy-ssl-secret)$/;

/** The way in ends in a handshake that the gateway accepts. */
export const INGRESS: Rule<OpenShellGatewayProps> = {
  id: 'KF4050',
  name: 'gateway-ingress',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'An Ingress ends TLS at its controller, which then dials the gateway without the certificate that this one demands: every call from outside fails, while the Ingress looks healthy.',
  fix: 'use gatewayApi, which passes the connection through, or annotate the Ingress for passthrough or with a client certificate (`…/ssl-passthrough: "true"`, `…/proxy-ssl-secret`)',
  faults: ['F-GW-01'],
  sources: ['facts/openshell-0.0.46.md §2.2', 'Kubernetes, "Ingress", TLS'],
  check(props, report) {
    const { ingress } = props;
    if (ingress === undefined) return;
    for (const finding of [...shapeFindings(ingress), ...handshakeFindings(props)]) report(finding);
  },
  examples: {
    failing: exampleGateway({
      ingress: {
        ingress: {
          className: 'nginx',
          host: 'openshell.example.com',
          tlsSecret: 'openshell-example',
          controller: CONTROLLER,
        },
      },
    }),
    mended: exampleGateway({
      ingress: {
        ingress: {
          className: 'nginx',
          host: 'openshell.example.com',
          tlsSecret: 'openshell-example',
          annotations: { 'nginx.ingress.kubernetes.io/ssl-passthrough': 'true' },
          controller: CONTROLLER,
        },
      },
    }),
  },
};

function shapeFindings({ gatewayApi, ingress }: GatewayIngress): Finding[] {
  if ((gatewayApi === undefined) === (ingress === undefined)) {
    return [
      {
        path: ['ingress'],
        problem: 'there is one way in',
        got: { gatewayApi, ingress },
        allowed: 'gatewayApi, or ingress',
      },
    ];
  }
  if (ingress) {
    const path = ['ingress', 'ingress'];
    return [
      ...findingsOf([...path, 'className'], 'the class', ingress.className, parseDnsSubdomain(ingress.className)),
      ...findingsOf([...path, 'host'], 'the host', ingress.host, parseHost(ingress.host)),
      ...findingsOf([...path, 'tlsSecret'], 'the Secret', ingress.tlsSecret, parseDnsSubdomain(ingress.tlsSecret)),
    ];
  }
  const path = ['ingress', 'gatewayApi'];
  const { parent, hostnames } = gatewayApi ?? {};
  return [
    ...findingsOf([...path, 'parent', 'name'], 'the Gateway', parent?.name, parseDnsSubdomain(parent?.name)),
    ...findingsOf(
      [...path, 'parent', 'namespace'],
      'the namespace',
      parent?.namespace,
      parseDnsLabel(parent?.namespace),
    ),
    ...(Array.isArray(hostnames) && hostnames.length > 0
      ? hostnames.flatMap((host, index) => findingsOf([...path, 'hostnames', index], 'the host', host, parseHost(host)))
      : [
          {
            path: [...path, 'hostnames'],
            problem: 'without a host every connection to the Gateway ends here',
            got: hostnames,
            allowed: 'one name or more',
          },
        ]),
  ];
}

function handshakeFindings(props: OpenShellGatewayProps): Finding[] {
  const ingress = props.ingress?.ingress;
  if (ingress === undefined || props.tls === undefined || transportOf(props).mode !== 'mutual') return [];
  if (Object.keys(ingress.annotations ?? {}).some((key) => KEEPS_HANDSHAKE.test(key))) return [];
  return [
    {
      path: ['ingress', 'ingress', 'annotations'],
      problem: 'the ingress controller has no certificate for the gateway, which demands one',
      got: ingress.annotations,
      allowed: 'an annotation for passthrough or for a client certificate',
    },
  ];
}
