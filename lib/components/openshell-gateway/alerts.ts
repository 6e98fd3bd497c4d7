import type { Settings } from './settings';

/** gRPC codes that are the gateway's own fault: Unknown, Internal, Unavailable, DataLoss. source: grpc.io, "Status codes" */
const OWN_FAULT = '2|13|14|15';

/** Codes of callers who may not: PermissionDenied, Unauthenticated. */
const REFUSED = '7|16';

/** The alerts on a gateway: gone, failing, or knocked at. source: crates/openshell-server/src/multiplex.rs at v0.0.46 and v0.0.111 */
export function alertGroup(settings: Settings) {
  return {
    name: `openshell-gateway.${settings.namespace}.${settings.name}.rules`,
    rules: [gatewayDown(settings), callsFail(settings), callsRefused(settings)],
  };
}

/** The selector of this gateway's series. */
export function seriesOf({ namespace, name }: Settings): string {
  return `namespace="${namespace}",pod=~"${name}-.+"`;
}

function gatewayDown(settings: Settings) {
  const up = `up{${seriesOf(settings)}}`;
  return {
    alert: 'OpenShellGatewayDown',
    expr: `absent(${up}) or max by (namespace) (${up}) < 1`,
    for: '5m',
    labels: { severity: 'critical' },
    annotations: {
      summary: `the OpenShell gateway ${settings.name} in ${settings.namespace} is not scraped`,
      description: 'Sandboxes that start now fail, and running ones get no policy change and no session.',
    },
  };
}

function callsFail(settings: Settings) {
  return {
    alert: 'OpenShellGatewayCallsFail',
    expr: `sum by (method) (rate(openshell_server_grpc_requests_total{${seriesOf(settings)},code=~"${OWN_FAULT}"}[5m])) > 0`,
    for: '10m',
    labels: { severity: 'warning' },
    annotations: {
      summary: `calls of the OpenShell gateway ${settings.name} in ${settings.namespace} fail`,
      description:
        'The method is in the label; the gateway’s log says why: its database, the API server or a session that is gone.',
    },
  };
}

function callsRefused(settings: Settings) {
  return {
    alert: 'OpenShellGatewayCallsRefused',
    expr: `sum by (method) (rate(openshell_server_grpc_requests_total{${seriesOf(settings)},code=~"${REFUSED}"}[15m])) > 0.1`,
    for: '15m',
    labels: { severity: 'warning' },
    annotations: {
      summary: `the OpenShell gateway ${settings.name} in ${settings.namespace} keeps refusing a caller`,
      description: 'A sandbox or a caller has wrong or expired credentials, or somebody tries what is not theirs.',
    },
  };
}
