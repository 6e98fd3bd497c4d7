import type { NetworkPolicyEgressRule, NetworkPolicyIngressRule, NetworkPolicyPeer } from '../../../api';
import { apiServerEgressRule } from '../../../platform/api-server-egress';
import { dnsEgressRule } from '../../../platform/dns-egress';
import { networkPolicyPeer } from '../../../platform/network-peer';
import { portOfUrl } from '../../../syntax/http-url';
import { metricsIngress, otlpEgress } from '../../observability/network';
import type { ToolServerAddon } from '../addons/props';
import { AGENT_POD_LABELS, AGENTS, MCP_SERVER_POD_LABELS, MCP_SERVERS, PART, PORT, partSelector } from '../names';
import type { Settings } from '../settings';
import { agentPods, egressRules, egressTo, frontDoorPeers, mcpServerPods, ownAgentPods, partPods, tcp } from './peers';

/** What one group of pods may do; what is not here is closed. */
export interface Fence {
  /** The part, or the group of pods in the watched namespaces. */
  readonly part: string;
  readonly selector: { readonly [label: string]: string };
  readonly ingress: readonly NetworkPolicyIngressRule[];
  readonly egress: readonly NetworkPolicyEgressRule[];
}

/**
 * The parts in the control plane's namespace, by the flow table; of the controller's ports 6060 (pprof, which asks
 * nobody) and 8082 are nobody's. source: facts/kagent.md §2, §10.9
 */
export function partFences(settings: Settings): Fence[] {
  const { props, addons } = settings;
  return [
    controller(settings),
    ...(props.ui === false ? [] : [ui(settings)]),
    ...(props.database.embedded ? [database(settings)] : []),
    ...(addons.kmcp ? [kmcp(settings)] : []),
    ...(addons.tools ? [tools(settings, addons.tools)] : []),
    ...(addons.querydoc ? [querydoc(settings, addons.querydoc)] : []),
    ...(addons.grafanaMcp ? [grafanaMcp(settings, addons.grafanaMcp)] : []),
    ...(props.frontDoor.oauth2Proxy ? [oauth2Proxy(settings, props.frontDoor.oauth2Proxy)] : []),
  ];
}

/** The pods that controller and kmcp make in a watched namespace. */
export function workloadFences(settings: Settings, namespace: string): Fence[] {
  return [agents(settings, namespace), ...(settings.addons.kmcp ? [mcpServers(settings)] : [])];
}

function controller(settings: Settings): Fence {
  const { props, platform } = settings;
  const { observability } = props;
  // Behind our own proxy only the UI's pods reach the API, which take away the headers that kagent believes.
  const callers = [
    ...(props.ui === false ? [] : [partPods(settings, PART.ui)]),
    ...(props.frontDoor.oauth2Proxy ? [] : frontDoorPeers(settings, PART.oauth2Proxy)),
    agentPods(settings),
  ];
  return fence(settings, PART.controller, {
    ingress: [from(callers, PORT.controller), ...metricsIngress(observability, PORT.metrics)],
    egress: [
      dnsEgressRule(platform.cluster),
      apiServerEgressRule(platform.cluster),
      databaseRule(settings),
      to([agentPods(settings)], PORT.agent),
      ...toolRules(settings, settings.namespace),
      ...gatewayRules(settings),
      ...otlpEgress(observability, platform.cluster),
      ...egressRules(props.egress, platform.cluster),
    ],
  });
}

function databaseRule(settings: Settings): NetworkPolicyEgressRule {
  const { database } = settings.props;
  return database.embedded
    ? to([partPods(settings, PART.database)], PORT.postgres)
    : to([networkPolicyPeer(database.to)], database.port ?? PORT.postgres);
}

function gatewayRules({ props: { gateway } }: Settings): NetworkPolicyEgressRule[] {
  if (gateway === undefined) return [];
  const { namespace, podLabels, endpoint } = gateway;
  return [to([networkPolicyPeer({ namespace, podLabels })], endpoint.port)];
}

/** The tool servers that agents of that namespace, or the controller, may call. */
function toolRules(settings: Settings, namespace: string): NetworkPolicyEgressRule[] {
  const { addons } = settings;
  const reachable = (addon: ToolServerAddon | false) =>
    addon !== false && (namespace === settings.namespace || addon.allowedNamespaces === 'All');
  return [
    ...(reachable(addons.tools) ? [to([partPods(settings, PART.tools)], PORT.tools)] : []),
    ...(reachable(addons.querydoc) ? [to([partPods(settings, PART.querydoc)], PORT.querydoc)] : []),
    ...(reachable(addons.grafanaMcp) ? [to([partPods(settings, PART.grafanaMcp)], PORT.grafanaMcp)] : []),
    // Each MCPServer chooses its port.
    ...(addons.kmcp ? [{ to: [mcpServerPods(settings)], ports: [{ protocol: 'TCP' }] }] : []),
  ];
}

function ui(settings: Settings): Fence {
  return fence(settings, PART.ui, {
    ingress: [from(frontDoorPeers(settings, PART.oauth2Proxy), PORT.ui)],
    egress: [dnsEgressRule(settings.platform.cluster), to([partPods(settings, PART.controller)], PORT.controller)],
  });
}

function database(settings: Settings): Fence {
  return fence(settings, PART.database, {
    ingress: [from([partPods(settings, PART.controller)], PORT.postgres)],
    egress: [],
  });
}

function kmcp(settings: Settings): Fence {
  return fence(settings, PART.kmcp, {
    ingress: metricsIngress(settings.props.observability, PORT.metrics),
    egress: [apiServerEgressRule(settings.platform.cluster)],
  });
}

function tools(settings: Settings, addon: Exclude<Settings['addons']['tools'], false>): Fence {
  const { observability } = settings.props;
  const { cluster } = settings.platform;
  return fence(settings, PART.tools, {
    ingress: [from(toolCallers(settings, addon), PORT.tools), ...metricsIngress(observability, PORT.toolsMetrics)],
    egress: [
      dnsEgressRule(cluster),
      apiServerEgressRule(cluster),
      ...otlpEgress(observability, cluster),
      ...egressRules(addon.egress, cluster),
    ],
  });
}

function querydoc(settings: Settings, addon: Exclude<Settings['addons']['querydoc'], false>): Fence {
  const { cluster } = settings.platform;
  return fence(settings, PART.querydoc, {
    ingress: [from(toolCallers(settings, addon), PORT.querydoc)],
    egress: [
      dnsEgressRule(cluster),
      egressTo([addon.to ?? 'public-internet'], [443], cluster),
      ...otlpEgress(settings.props.observability, cluster),
    ],
  });
}

function grafanaMcp(settings: Settings, addon: Exclude<Settings['addons']['grafanaMcp'], false>): Fence {
  const { cluster } = settings.platform;
  return fence(settings, PART.grafanaMcp, {
    ingress: [from(toolCallers(settings, addon), PORT.grafanaMcp)],
    egress: [dnsEgressRule(cluster), egressTo([addon.to], [addon.port ?? portOfUrl(addon.url)], cluster)],
  });
}

function toolCallers(settings: Settings, { allowedNamespaces }: ToolServerAddon): NetworkPolicyPeer[] {
  const agents = allowedNamespaces === 'All' ? agentPods(settings) : ownAgentPods(settings);
  // The controller lists the tools.
  return [partPods(settings, PART.controller), agents];
}

function oauth2Proxy(settings: Settings, proxy: NonNullable<Settings['props']['frontDoor']['oauth2Proxy']>): Fence {
  const { cluster } = settings.platform;
  return fence(settings, PART.oauth2Proxy, {
    ingress: [from(proxy.from.map(networkPolicyPeer), PORT.oauth2Proxy)],
    egress: [
      dnsEgressRule(cluster),
      to([partPods(settings, PART.ui)], PORT.ui),
      egressTo([proxy.issuerAt], [portOfUrl(proxy.issuer)], cluster),
    ],
  });
}

function agents(settings: Settings, namespace: string): Fence {
  const { props, platform } = settings;
  return {
    part: AGENTS,
    selector: AGENT_POD_LABELS,
    ingress: [from([partPods(settings, PART.controller), agentPods(settings)], PORT.agent)],
    egress: [
      dnsEgressRule(platform.cluster),
      to([partPods(settings, PART.controller)], PORT.controller),
      to([agentPods(settings)], PORT.agent),
      ...toolRules(settings, namespace),
      // Every OTEL_* variable of the controller reaches the agents. source: facts/kagent.md §4
      ...otlpEgress(props.observability, platform.cluster),
      ...egressRules(props.egress, platform.cluster),
    ],
  };
}

function mcpServers(settings: Settings): Fence {
  const { props, platform } = settings;
  return {
    part: MCP_SERVERS,
    selector: MCP_SERVER_POD_LABELS,
    ingress: [{ from: [partPods(settings, PART.controller), agentPods(settings)], ports: [{ protocol: 'TCP' }] }],
    egress: [dnsEgressRule(platform.cluster), ...egressRules(props.egress, platform.cluster)],
  };
}

function fence({ prefix }: Settings, part: string, flows: Pick<Fence, 'ingress' | 'egress'>): Fence {
  return { part, selector: partSelector(prefix, part), ...flows };
}

function from(peers: readonly NetworkPolicyPeer[], port: number): NetworkPolicyIngressRule {
  return { from: peers, ports: [tcp(port)] };
}

function to(peers: readonly NetworkPolicyPeer[], port: number): NetworkPolicyEgressRule {
  return { to: peers, ports: [tcp(port)] };
}
