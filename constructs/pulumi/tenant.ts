import type * as pulumi from '@pulumi/pulumi';
import { type TenantProps, tenant, tenantRefOf } from '../../lib/components/tenant';
import type { TenantRef } from '../../lib/platform/tenant-ref';
import { Component } from './component';

/** A tenant's namespaces, split by trust and closed on all sides. */
export class Tenant extends Component<TenantProps> {
  private readonly props: TenantProps;

  constructor(name: string, props: TenantProps, opts?: pulumi.ComponentResourceOptions) {
    super(tenant, name, props, opts);
    this.props = props;
  }

  /** The tenant as plain data, for everything that stands in it. */
  get ref(): TenantRef {
    return tenantRefOf(this.props);
  }
}
