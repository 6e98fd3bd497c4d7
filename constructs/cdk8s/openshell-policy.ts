import type { Construct } from 'constructs';
import type { OpenShellPolicyProps } from '../../lib/components/openshell-policy';
import { Component } from './component';

const load = () =>
  require('../../lib/components/openshell-policy') as typeof import('../../lib/components/openshell-policy');

/** One policy, placed once and attached to pools, harnesses and tenants; each gets what it needs. */
export class OpenShellPolicy extends Component<OpenShellPolicyProps> {
  constructor(scope: Construct, id: string, props: OpenShellPolicyProps) {
    super(scope, id, load().openShellPolicy, props);
  }
}
