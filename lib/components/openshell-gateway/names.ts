import { contentHash } from '../../plan/canonical-json';

/** Ports of the gateway. source: facts/openshell.md §2.3 */
export const PORT = { grpc: 8080, health: 8081, metrics: 9090 } as const;

/** Names of the key material; the certificates' are upstream's, so that what certgen writes is found. source: facts/openshell.md §2.4 */
export const SECRET = {
  server: 'openshell-server-tls',
  client: 'openshell-client-tls',
  jwt: 'openshell-jwt-keys',
  credentialKey: 'openshell-credential-storage-key-encryption-key',
} as const;

/** ServiceAccount of the sandboxes' pods, in the sandbox namespace. */
export const SANDBOX_SERVICE_ACCOUNT = 'openshell-sandbox';

/** Selector labels of the gateway's pods; minimal, because a StatefulSet's selector can never change. */
export function gatewaySelector(name: string) {
  return { 'app.kubernetes.io/name': 'openshell', 'app.kubernetes.io/instance': name };
}

/** Where SQLite lies, the same as in upstream's chart, whose claim is taken over with its data. source: facts/openshell.md §2.1 */
export const DATA_VOLUME = 'openshell-data';
export const DATA_FOLDER = '/var/openshell';
export const DATABASE_FILE = `${DATA_FOLDER}/openshell.db`;

/** The claim that the StatefulSet makes for its one pod. */
export function dataClaim(name: string): string {
  return `${DATA_VOLUME}-${name}-0`;
}

/** Name of cluster-scoped objects: two gateways of one name in two namespaces have their own. */
export function clusterName({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `openshell:${namespace}:${name}`;
}

// A namespace of `managed` is `openshell-<id>-<workspace>` with a workspace of up to 19 characters. source: facts/openshell.md §2.7, §3.1
const LONGEST_ID = 33;

/**
 * What the gateway calls itself in the tokens of its sandboxes and on their objects; the two have to agree. Unique in the
 * cluster, and short enough to be part of a namespace's name. source: facts/openshell.md §2.6, fault F-GW-11
 */
export function gatewayIdOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  const id = `${namespace}-${name}`;
  return id.length <= LONGEST_ID ? id : `gw-${contentHash({ namespace, name }).slice(0, 16)}`;
}

/** The Service of the metrics. */
export function metricsServiceName(name: string): string {
  return `${name}-metrics`;
}
