import type { PlatformRef } from '../../platform/platform-ref';
import type { TenantNamespaces } from '../../platform/tenant-ref';
import type { ComponentProps } from '../definition';

/** The namespaces of one tenant, in which its gateway, control plane, harnesses and pools stand. */
export interface TenantProps extends ComponentProps {
  /** The platform it lives on. */
  readonly platform: PlatformRef;
  /** Its name: a DNS label, with room for the suffixes of its namespaces. KF6001. */
  readonly name: string;
  /** Namespaces that are named otherwise; no two alike. KF6001. @default - `<name>`, `<name>-kagent`, `<name>-openshell` and `<name>-harnesses` */
  readonly namespaces?: Partial<TenantNamespaces>;
  /**
   * Pod Security of the namespace for pools: `privileged` only for supervised pools, whose supervisor mounts and
   * unshares. source: facts/verified.md §10
   *
   * @default restricted
   */
  readonly pools?: 'restricted' | 'baseline' | 'privileged';
}
