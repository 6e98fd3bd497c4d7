import type { PlatformRef } from '../../platform/platform-ref';
import type { KagentControlPlaneProps } from './props';

/** The platform that the control plane belongs to, its own or its tenant's; KF5001 refuses props with neither. */
export function platformOf({ platform, tenant }: KagentControlPlaneProps): PlatformRef {
  return platform ?? (tenant?.platform as PlatformRef);
}

/** The namespace of the control plane. */
export function namespaceOf({ namespace, tenant }: KagentControlPlaneProps): string {
  return namespace ?? (tenant?.namespaces?.controlPlane as string);
}
