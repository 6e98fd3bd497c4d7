import type { ResolvedClusterFacts } from './cluster';

/**
 * The rules of a CiliumNetworkPolicy towards the API server.
 *
 * Cilium gives nodes, and so an API server on one, an identity of their own, which no CIDR matches unless
 * `policyCIDRMatchMode: nodes` is set: a NetworkPolicy with the right address lets nothing through.
 * source: github.com/cilium/cilium issue 20550
 */
export function ciliumToApiServer({ apiServerPort }: Pick<ResolvedClusterFacts, 'apiServerPort'>) {
  return { toEntities: ['kube-apiserver'], toPorts: [{ ports: [...new Set([apiServerPort, 443])].map(tcp) }] };
}

/** The API server calling a webhook on that port. */
export function ciliumFromApiServer(port: number) {
  return { fromEntities: ['kube-apiserver'], toPorts: [{ ports: [tcp(port)] }] };
}

// Cilium writes ports as text, so that names fit too.
function tcp(port: number) {
  return { port: String(port), protocol: 'TCP' };
}
