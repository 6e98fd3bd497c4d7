import { type PlatformRef, REF_VERSION } from './platform-ref';

/** A tenant as plain data; the Tenant component makes the objects behind it. */
export interface TenantRef {
  readonly refVersion: typeof REF_VERSION;
  readonly name: string;
  readonly platform: PlatformRef;
  readonly namespaces: TenantNamespaces;
}

/** The namespaces of a tenant by purpose, split by trust. source: DESIGN §9 */
export interface TenantNamespaces {
  /** Pools and their sandboxes. */
  readonly sandboxes: string;
  /** kagent, its agents and the custom resources that it reconciles: Pod Security `restricted`. */
  readonly controlPlane: string;
  /** The OpenShell gateway: Pod Security `restricted`. */
  readonly gateway: string;
  /** The gateway's sandboxes and nothing else: Pod Security `privileged`. source: facts/openshell.md §3.7 */
  readonly gatewaySandboxes: string;
}

export interface TenantOptions {
  readonly platform: PlatformRef;
  /** Name of the tenant; its namespaces are named after it. */
  readonly name: string;
  /** Namespaces that are named otherwise. @default - `<name>`, `<name>-kagent`, `<name>-openshell` and `<name>-harnesses` */
  readonly namespaces?: Partial<TenantNamespaces>;
}

/** The ref of a tenant, with every default filled in. It checks nothing: the components that use it do. */
export function defineTenant({ platform, name, namespaces }: TenantOptions): TenantRef {
  return {
    refVersion: REF_VERSION,
    name,
    platform,
    namespaces: {
      sandboxes: name,
      controlPlane: `${name}-kagent`,
      gateway: `${name}-openshell`,
      gatewaySandboxes: `${name}-harnesses`,
      ...namespaces,
    },
  };
}

/** Where something of a tenant's runs: a tenant, or a platform and one of its namespaces. */
export type Place =
  | { readonly tenant: TenantRef; readonly platform?: never; readonly namespace?: never }
  | { readonly tenant?: never; readonly platform: PlatformRef; readonly namespace: string };
