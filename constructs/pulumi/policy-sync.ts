import type * as pulumi from '@pulumi/pulumi';
import { type PolicySyncProps, policySync } from '../../lib/components/policy-sync';
import { Component } from './component';

/** `kagent-fleet sync` in the cluster: it writes policies, providers and routes into a gateway. */
export class PolicySync extends Component<PolicySyncProps> {
  constructor(name: string, props: PolicySyncProps, opts?: pulumi.ComponentResourceOptions) {
    super(policySync, name, props, opts);
  }
}
