import { findRelease } from '../../releases';
import { findGatewayRelease, type GatewayCapabilities, type GatewayRelease } from '../../releases/openshell/gateway';
import { platformOf } from './place';
import type { OpenShellGatewayProps } from './props';

/** The gateway of the platform's release, if that is known. */
export function gatewayReleaseOf(props: OpenShellGatewayProps): GatewayRelease | undefined {
  const release = findRelease(platformOf(props)?.release);
  return release && findGatewayRelease(release.openshell.version);
}

/** What it can. */
export function capabilitiesOf(props: OpenShellGatewayProps): GatewayCapabilities | undefined {
  return gatewayReleaseOf(props)?.can;
}
