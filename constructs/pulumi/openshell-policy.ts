import type * as pulumi from '@pulumi/pulumi';
import { type OpenShellPolicyProps, openShellPolicy } from '../../lib/components/openshell-policy';
import { Component } from './component';

/** One policy, placed once and attached to pools, harnesses and tenants; each gets what it needs. */
export class OpenShellPolicy extends Component<OpenShellPolicyProps> {
  constructor(name: string, props: OpenShellPolicyProps, opts?: pulumi.ComponentResourceOptions) {
    super(openShellPolicy, name, props, opts);
  }
}
