import type { OpenShellRelease } from '../../releases/openshell';
import {
  type Address,
  contains,
  isAlwaysBlocked,
  isInternal,
  type Network,
  parseAddress,
  parseNetwork,
  reachesBlocked,
} from './addresses';
import type { EndpointGroup } from './endpoint-group';
import type { PolicyRequest } from './request';

/**
 * Why the proxy does not connect to what the name resolves to, if it does not. Only the first endpoint that shapes
 * connections is asked for `allowed_ips`. source: facts/openshell-0.0.46.md §1.5 step 4, §1.6; facts/openshell.md §1.6
 */
export function destinationProblem(
  request: PolicyRequest,
  { shaping: [first], isExactHost, literal }: EndpointGroup,
  release: OpenShellRelease,
): string | undefined {
  const resolved = resolvedAddresses(request, literal);
  if (typeof resolved === 'string') return resolved;
  const listed = first?.source.allowedIps ?? [];
  if (listed.length > 0) {
    const networks = parseAllowedIps(listed);
    return typeof networks === 'string' ? networks : outsideProblem(request.port, resolved, networks, release);
  }
  if (literal !== undefined && !isAlwaysBlocked(literal)) {
    const itself: Network = [literal, literal.kind() === 'ipv4' ? 32 : 128];
    return outsideProblem(request.port, resolved, [itself], release);
  }
  if (isExactHost && release.quirks.exactHostReachesPrivate) {
    return outsideProblem(request.port, resolved, undefined, release);
  }
  const internal = resolved.find((address) => isInternal(address, release.quirks.testNet1IsInternal));
  return internal === undefined ? undefined : `${internal.toString()} is an internal address`;
}

/** Unknown addresses are none, so that only what does not depend on them is checked. */
function resolvedAddresses({ addresses }: PolicyRequest, literal: Address | undefined): readonly Address[] | string {
  if (addresses === undefined) return literal === undefined ? [] : [literal];
  const parsed: Address[] = [];
  for (const text of addresses) {
    const address = parseAddress(text);
    if (address === undefined) return `${JSON.stringify(text)} is no address`;
    parsed.push(address);
  }
  return parsed.length === 0 ? 'the name resolves to nothing' : parsed;
}

/** One bad entry spoils the list, at the first connection. (F-POL-17) */
function parseAllowedIps(entries: readonly string[]): readonly Network[] | string {
  const networks: Network[] = [];
  for (const entry of entries) {
    const network = parseNetwork(entry);
    if (network === undefined) return `the allowed_ips entry ${JSON.stringify(entry)} is neither address nor CIDR`;
    if (reachesBlocked(network)) return `the allowed_ips entry ${entry} reaches addresses that are always blocked`;
    networks.push(network);
  }
  return networks;
}

/** @param networks where all addresses must lie; `undefined` for anywhere that is not always blocked */
function outsideProblem(
  port: number,
  addresses: readonly Address[],
  networks: readonly Network[] | undefined,
  { limits }: OpenShellRelease,
): string | undefined {
  if (limits.blockedPorts.includes(port))
    return `port ${port} belongs to the control plane and is never opened this way`;
  for (const address of addresses) {
    if (isAlwaysBlocked(address)) return `${address.toString()} is always blocked`;
    if (networks?.some((network) => contains(network, address)) === false) {
      return `${address.toString()} is not in allowed_ips`;
    }
  }
  return undefined;
}
