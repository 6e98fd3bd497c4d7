import { defineTenant, type TenantRef } from '../../platform/tenant-ref';
import type { TenantProps } from './props';

/** The tenant as plain data, for everything that stands in it. */
export function tenantRefOf({ platform, name, namespaces }: TenantProps): TenantRef {
  return defineTenant({ platform, name, ...(namespaces !== undefined && { namespaces }) });
}
