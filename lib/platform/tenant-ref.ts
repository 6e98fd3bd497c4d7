import type { PlatformRef, REF_VERSION } from './platform-ref';

/** A tenant as plain data; the Tenant component makes the objects behind it. */
export interface TenantRef {
  readonly refVersion: typeof REF_VERSION;
  readonly name: string;
  readonly platform: PlatformRef;
  /** Namespaces by purpose. */
  readonly namespaces: {
    /** Pools and their sandboxes. */
    readonly sandboxes: string;
  };
}

/** Where something of a tenant's runs: a tenant, or a platform and one of its namespaces. */
export type Place =
  | { readonly tenant: TenantRef; readonly platform?: never; readonly namespace?: never }
  | { readonly tenant?: never; readonly platform: PlatformRef; readonly namespace: string };
