import type { REF_VERSION } from './platform-ref';

/** An OpenShell gateway as plain data. Only the border is fixed yet; its component comes with the whole chain. */
export interface GatewayRef {
  readonly refVersion: typeof REF_VERSION;
  readonly name: string;
  readonly namespace: string;
  readonly sandboxNamespace: string;
}
