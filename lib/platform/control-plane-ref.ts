import type { REF_VERSION } from './platform-ref';

/** A kagent control plane as plain data. Only the border is fixed yet; its component comes with the whole chain. */
export interface ControlPlaneRef {
  readonly refVersion: typeof REF_VERSION;
  readonly name: string;
  readonly namespace: string;
}
