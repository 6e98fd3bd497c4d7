import type { Finding } from '../../diagnostics/rule';
import { isDeferred } from '../../plan/leaf';
import type { Path } from '../../plan/path';
import { parseIpAddress } from '../../syntax/cidr';

const MODES = ['isolated', 'cluster', 'public-internet'];
const PEER_WORDS = ['same-namespace', 'cluster', 'public-internet', 'api-server'];
const PEER_FIELDS = ['pods', 'namespace', 'namespaceLabels', 'cidr', 'except'];
const DIRECTIONS = [
  ['ingress', 'from'],
  ['egress', 'to'],
] as const;

type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with the shape of a network, as far as it decides what the NetworkPolicy looks like. */
export function networkFindings(network: unknown): Finding[] {
  if (typeof network === 'string') {
    return MODES.includes(network) ? [] : [wrong([], 'there is no such network mode', network, modesAllowed)];
  }
  if (!isFields(network))
    return [wrong([], 'the pool does not say what its sandboxes may reach', network, modesAllowed)];
  return [
    ...unknownFields(network, ['ingress', 'egress', 'dns'], []),
    ...DIRECTIONS.flatMap(([direction, peers]) => directionFindings(network[direction], peers, [direction])),
    ...dnsFindings(network.dns, network.egress),
  ];
}

const modesAllowed = `${MODES.join(', ')}, { ingress, egress }`;

function directionFindings(rules: unknown, peers: 'from' | 'to', at: Path): Finding[] {
  if (rules === 'none') return [];
  if (!Array.isArray(rules) || rules.length === 0) {
    const problem = rules === undefined ? `${at[0]} is not said` : `${at[0]} is neither "none" nor a list of rules`;
    return [wrong(at, problem, rules, `"none", or a list of { ${peers}, ports }`)];
  }
  return rules.flatMap((rule, index) => ruleFindings(rule, peers, [...at, index]));
}

function ruleFindings(rule: unknown, peers: 'from' | 'to', at: Path): Finding[] {
  if (!isFields(rule)) return [wrong(at, 'this is no rule', rule, `{ ${peers}, ports }`)];
  const list = rule[peers];
  const { ports } = rule;
  return [
    ...unknownFields(rule, [peers, 'ports'], at),
    ...(Array.isArray(list) && list.length > 0
      ? list.flatMap((peer, index) => peerFindings(peer, [...at, peers, index]))
      : [
          wrong(
            [...at, peers],
            'the rule names no peer, which a NetworkPolicy reads as everybody',
            list,
            'at least one peer',
          ),
        ]),
    ...(ports === 'all' || (Array.isArray(ports) && ports.length > 0)
      ? []
      : [wrong([...at, 'ports'], 'the rule names no port', ports, '"all", or at least one port')]),
  ];
}

function peerFindings(peer: unknown, at: Path): Finding[] {
  if (typeof peer === 'string') {
    return PEER_WORDS.includes(peer)
      ? []
      : [wrong(at, 'there is no such peer', peer, `${PEER_WORDS.join(', ')}, or an object`)];
  }
  if (typeof peer !== 'object' || peer === null || isDeferred(peer)) {
    return [wrong(at, 'this is no peer that is known at synth', typeof peer, PEER_FIELDS.join(', '))];
  }
  if ('toNetworkPolicyPeerConfig' in peer || 'toPodSelectorConfig' in peer) return [];
  const fields = peer as Fields;
  const mixed = 'cidr' in fields && ['pods', 'namespace', 'namespaceLabels'].some((field) => field in fields);
  return [
    ...unknownFields(fields, PEER_FIELDS, at),
    ...(mixed
      ? [wrong(at, 'a peer is either pods or addresses', Object.keys(fields), 'cidr and except, or the others')]
      : []),
    ...(Object.keys(fields).length === 0 ? [wrong(at, 'the peer names nothing', {}, PEER_FIELDS.join(', '))] : []),
  ];
}

function dnsFindings(dns: unknown, egress: unknown): Finding[] {
  if (dns === undefined || dns === 'none') return [];
  if (dns === 'cluster') {
    return egress === 'none'
      ? [wrong(['dns'], 'egress "none" lets nobody ask the cluster’s DNS', dns, '"none", or egress rules')]
      : [];
  }
  const servers = isFields(dns) ? dns.nameservers : undefined;
  if (!Array.isArray(servers) || servers.length === 0 || servers.length > 3) {
    return [
      wrong(
        ['dns'],
        'there is no such way to resolve names',
        dns,
        '"cluster", "none", or { nameservers } with one to three addresses',
      ),
    ];
  }
  return servers.flatMap((server, index) => {
    const parsed = parseIpAddress(server);
    return parsed.ok
      ? []
      : [wrong(['dns', 'nameservers', index], parsed.reason, server, parsed.allowed ?? 'an IP address')];
  });
}

function unknownFields(value: Fields, known: readonly string[], at: Path): Finding[] {
  return Object.keys(value)
    .filter((field) => !known.includes(field))
    .map((field) => wrong([...at, field], 'there is no such field', field, known.join(', ')));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isDeferred(value);
}

function wrong(path: Path, problem: string, got: unknown, allowed: string): Finding {
  return { path, problem, got, allowed };
}
