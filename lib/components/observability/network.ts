import type { NetworkPolicyEgressRule, NetworkPolicyIngressRule } from '../../api';
import type { ResolvedClusterFacts } from '../../platform/cluster';
import { networkPolicyPeer } from '../../platform/network-peer';
import { otlpEndpointOf } from './otlp-endpoint';
import type { Observability } from './props';

/**
 * Who may scrape, as ingress rules of the component's NetworkPolicy: one, or none when nobody may. For
 * AgentSandboxController, OpenShellGateway and each scraped part of KagentControlPlane.
 */
export function metricsIngress(observability: Observability | undefined, port: number): NetworkPolicyIngressRule[] {
  const scrapers = observability?.metrics?.scrapeFrom ?? [];
  if (scrapers.length === 0) return [];
  return [{ from: scrapers.map(networkPolicyPeer), ports: [{ protocol: 'TCP', port }] }];
}

/**
 * The way to the collector, as egress rules of the component's NetworkPolicy. DNS is not among them: a component that
 * reaches nothing else by name adds it when `otlpEndpointOf(…)` says `needsDns`. For AgentSandboxController,
 * OpenShellGateway, KagentControlPlane and the agents it makes, which export by themselves.
 */
export function otlpEgress(
  observability: Observability | undefined,
  cluster: Pick<ResolvedClusterFacts, 'clusterDomain'>,
): NetworkPolicyEgressRule[] {
  const endpoint = otlpEndpointOf(observability?.otlp, cluster);
  const peer = observability?.otlp?.to ?? endpoint?.peer;
  if (endpoint === undefined || peer === undefined) return [];
  return [{ to: [networkPolicyPeer(peer)], ports: [{ protocol: 'TCP', port: endpoint.port }] }];
}
