import type { Construct } from 'constructs';
import { type OpenShellPolicyProps, openShellPolicy } from '../../lib/components/openshell-policy';
import { Component } from './component';

/** One policy, placed once and attached to pools, harnesses and tenants; each gets what it needs. */
export class OpenShellPolicy extends Component<OpenShellPolicyProps> {
  constructor(scope: Construct, id: string, props: OpenShellPolicyProps) {
    super(scope, id, openShellPolicy, props);
  }
}
