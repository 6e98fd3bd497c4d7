import type { Resource } from '../../../plan/resource';
import type { Settings } from '../settings';
import { admissionKeys, admissionMembers } from './admission';
import { gatewayNetworkKeys, gatewayNetworkMembers } from './gateway-network';
import { limitKeys, limitMembers } from './limits';
import { SANDBOX_NETWORK_KEYS, sandboxNetworkMembers } from './sandbox-network';

export { namespaceMembers } from './namespaces';

/** What stands around the gateway and its sandboxes: networks, admission, limits. */
export function fenceMembers(settings: Settings): Resource[] {
  return [
    ...gatewayNetworkMembers(settings),
    ...sandboxNetworkMembers(settings),
    ...limitMembers(settings),
    ...admissionMembers(settings),
  ];
}

/** Keys of what must stand before the gateway starts, which then makes sandboxes. */
export function fenceKeys(settings: Settings): string[] {
  return [...gatewayNetworkKeys(settings), ...SANDBOX_NETWORK_KEYS, ...limitKeys(settings), ...admissionKeys(settings)];
}
