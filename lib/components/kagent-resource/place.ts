import type { PlatformRef } from '../../platform/platform-ref';
import type { KagentResourceProps } from './props';

/** The namespace of the object. */
export function namespaceOf({ namespace, controlPlane }: Pick<KagentResourceProps, 'namespace' | 'controlPlane'>) {
  return namespace ?? controlPlane.namespace;
}

/** The platform that the control plane stands on. */
export function platformOf({ controlPlane }: Pick<KagentResourceProps, 'controlPlane'>): PlatformRef {
  return controlPlane.platform;
}
