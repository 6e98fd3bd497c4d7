import type { NetworkPolicyEgressRule } from '../../lib/api';
import type { CiliumEgressSpec, CiliumRule, FqdnSelector } from '../../lib/policy/layers';
import { type Cidr, contains, parseCidr } from '../../lib/syntax/cidr';

/** A connection as it looks outside the pod. */
export interface Connection {
  /** The name that was looked up for it. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** The pod that a Service's address leads to. */
  readonly pod?: {
    readonly namespace: string;
    readonly labels: { readonly [label: string]: string };
    readonly port: number;
  };
}

/** What a NetworkPolicy lets out, as Kubernetes describes it. */
export function networkPolicyPasses(egress: readonly NetworkPolicyEgressRule[], connection: Connection): boolean {
  const { address, port, pod } = connection;
  return egress.some(({ to = [], ports = [] }) =>
    to.some((peer) => {
      if (peer.ipBlock !== undefined) {
        const { cidr, except = [] } = peer.ipBlock;
        return inBlock(cidr, address) && !except.some((hole) => inBlock(hole, address)) && opens(ports, port);
      }
      if (pod === undefined) return false;
      const inNamespace = peer.namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] === pod.namespace;
      return inNamespace && carries(pod.labels, peer.podSelector?.matchLabels ?? {}) && opens(ports, pod.port);
    }),
  );
}

function opens(ports: NonNullable<NetworkPolicyEgressRule['ports']>, port: number): boolean {
  return ports.some((it) => it.protocol === 'TCP' && it.port === port);
}

/** What Cilium lets out: names by what was looked up, pods by their labels and never by address. */
export function ciliumPasses({ egress, egressDeny = [] }: CiliumEgressSpec, connection: Connection): boolean {
  return egress.some((rule) => matches(rule, connection)) && !egressDeny.some((rule) => matches(rule, connection));
}

function matches(
  { toEndpoints, toFQDNs, toCIDRSet, toPorts }: CiliumRule,
  { host, address, port, pod }: Connection,
): boolean {
  const at = pod?.port ?? port;
  if (toPorts !== undefined && !toPorts.some(({ ports }) => ports.some((it) => it.port === String(at)))) return false;
  if (pod !== undefined) {
    const own = { 'io.kubernetes.pod.namespace': pod.namespace, ...pod.labels };
    return (toEndpoints ?? []).some(({ matchLabels }) => carries(own, withoutPrefix(matchLabels)));
  }
  return (
    (toFQDNs ?? []).some((selector) => fits(selector, host)) ||
    (toCIDRSet ?? []).some(
      ({ cidr, except = [] }) => inBlock(cidr, address) && !except.some((hole) => inBlock(hole, address)),
    )
  );
}

function withoutPrefix(labels: { readonly [label: string]: string }) {
  return Object.fromEntries(Object.entries(labels).map(([label, value]) => [label.replace(/^k8s:/, ''), value]));
}

/** Cilium's matchPattern as its source turns it into an expression (pkg/fqdn/matchpattern, 1.18). */
export function fits(selector: FqdnSelector, host: string): boolean {
  if ('matchName' in selector) return selector.matchName === host;
  const { matchPattern } = selector;
  if (matchPattern === '*') return true;
  const [head, rest] = matchPattern.startsWith('**.')
    ? ['([-a-z0-9_]+[.])+', matchPattern.slice(3)]
    : ['', matchPattern];
  const body = rest.replaceAll('.', '[.]').replaceAll('*', '[-a-z0-9_]*');
  return new RegExp(`^${head}${body}$`).test(host);
}

function carries(labels: { readonly [label: string]: string }, wanted: { readonly [label: string]: string }): boolean {
  return Object.entries(wanted).every(([label, value]) => labels[label] === value);
}

export function inBlock(block: string, address: string): boolean {
  const [outer, inner] = [read(block), read(`${address}/${address.includes(':') ? 128 : 32}`)];
  return outer !== undefined && inner !== undefined && contains(outer, inner);
}

const blocks = new Map<string, Cidr | undefined>();

function read(block: string): Cidr | undefined {
  if (!blocks.has(block)) {
    const parsed = parseCidr(block);
    blocks.set(block, parsed.ok ? parsed.value : undefined);
  }
  return blocks.get(block);
}
