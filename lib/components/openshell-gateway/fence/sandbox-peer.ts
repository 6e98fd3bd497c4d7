import type { NetworkPolicyPeer } from '../../../api';
import { networkPolicyPeer } from '../../../platform/network-peer';
import { gatewayIdOf } from '../names';
import type { Settings } from '../settings';

/**
 * All pods where sandboxes are, since the pods themselves carry no label of the gateway's: the sandbox namespace, or the
 * namespaces of the workspaces by the labels that they have.
 * source: facts/verified.md §2; crates/openshell-driver-kubernetes/src/driver.rs at v0.0.111
 */
export function sandboxPeer(settings: Settings): NetworkPolicyPeer {
  const { workspaceMode = 'shared' } = settings.props;
  if (workspaceMode === 'shared') return networkPolicyPeer({ namespace: settings.sandboxNamespace });
  if (workspaceMode === 'managed') {
    const labels = { 'openshell.ai/managed-by': 'openshell', 'openshell.ai/gateway-id': gatewayIdOf(settings) };
    return { namespaceSelector: { matchLabels: labels } };
  }
  const [key = '', value = ''] = workspaceMode.operator.namespaceLabel.split('=');
  return { namespaceSelector: { matchLabels: { [key]: value } } };
}
