import type { NetworkPolicyEgressRule } from '../../../api';
import type { Resource } from '../../../plan/resource';
import { dnsEgressRule } from '../../../platform/dns-egress';
import { networkPolicyPeer } from '../../../platform/network-peer';
import { publicInternetPeers } from '../../../platform/public-internet';
import { sandboxMember } from '../member';
import { gatewaySelector, PORT } from '../names';
import type { GatewaySandboxes } from '../props';
import type { Settings } from '../settings';

type Egress = NonNullable<GatewaySandboxes['egress']>;

/** The outer wall when nothing else is said: the supervisor inside decides by host and path. */
const DEFAULT_EGRESS: Egress = [{ to: ['public-internet'], ports: [443] }];

/**
 * Default deny for every pod of the sandbox namespace, and what every one of them needs. Both select all pods: upstream's
 * own policy goes by a label that no pod has. source: facts/openshell.md §10.9; fault F-GW-09
 */
export function sandboxNetworkMembers(settings: Settings): Resource[] {
  const common = {
    phase: 'guard',
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    component: 'sandboxes',
  } as const;
  return [
    sandboxMember(settings, {
      ...common,
      key: 'sandboxes-default-deny',
      name: `${settings.name}-default-deny`,
      state: { what: 'the fence of sandboxes that outlive the gateway', retain: true, protect: false },
      body: { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } },
    }),
    sandboxMember(settings, {
      ...common,
      key: 'sandboxes-network-policy',
      name: `${settings.name}-sandboxes`,
      body: { spec: { podSelector: {}, policyTypes: ['Egress'], egress: egressRules(settings) } },
    }),
  ];
}

/** Keys of the policies that must stand before a sandbox can start. */
export const SANDBOX_NETWORK_KEYS: readonly string[] = ['sandboxes-default-deny', 'sandboxes-network-policy'];

// Nothing comes in: even SSH is a stream of the supervisor's own connection. source: facts/openshell.md §3.2
function egressRules({ props, platform: { cluster }, name, namespace }: Settings): NetworkPolicyEgressRule[] {
  const egress = props.sandboxes?.egress ?? DEFAULT_EGRESS;
  return [
    dnsEgressRule(cluster),
    {
      to: [networkPolicyPeer({ namespace, podLabels: gatewaySelector(name) })],
      ports: [{ protocol: 'TCP', port: PORT.grpc }],
    },
    ...egress.map(({ to, ports }) => ({
      to: to.flatMap((peer) => (peer === 'public-internet' ? publicInternetPeers(cluster) : [networkPolicyPeer(peer)])),
      ports: ports.map((port) => ({ protocol: 'TCP', port })),
    })),
  ];
}
