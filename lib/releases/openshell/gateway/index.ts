import { GATEWAY_0_0_46 } from './gateway-0.0.46';
import { GATEWAY_0_0_111 } from './gateway-0.0.111';
import type { GatewayRelease } from './release';

export type { GatewayCapabilities, GatewayRelease, GatewayTable, TomlType } from './release';

/** Oldest first. Versions between are known for their policies only: no release has their gateway. */
export const GATEWAY_RELEASES: readonly GatewayRelease[] = [GATEWAY_0_0_46, GATEWAY_0_0_111];

/** The gateway of that version of OpenShell, if it is known. */
export function findGatewayRelease(version: string): GatewayRelease | undefined {
  return GATEWAY_RELEASES.find((release) => release.version === version);
}
