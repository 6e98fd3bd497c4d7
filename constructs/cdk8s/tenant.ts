import type { Construct } from 'constructs';
import type { TenantProps } from '../../lib/components/tenant';
import type { TenantRef } from '../../lib/platform/tenant-ref';
import { Component } from './component';

const load = () => require('../../lib/components/tenant') as typeof import('../../lib/components/tenant');

/** A tenant's namespaces, split by trust and closed on all sides. */
export class Tenant extends Component<TenantProps> {
  private readonly props: TenantProps;

  constructor(scope: Construct, id: string, props: TenantProps) {
    super(scope, id, load().tenant, props);
    this.props = props;
  }

  /** The tenant as plain data, for everything that stands in it. */
  get ref(): TenantRef {
    return load().tenantRefOf(this.props);
  }
}
