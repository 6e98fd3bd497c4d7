import type { Construct } from 'constructs';
import type { PolicySyncProps } from '../../lib/components/policy-sync';
import { Component } from './component';

const load = () => require('../../lib/components/policy-sync') as typeof import('../../lib/components/policy-sync');

/** `kagent-fleet sync` in the cluster: it writes policies, providers and routes into a gateway. */
export class PolicySync extends Component<PolicySyncProps> {
  constructor(scope: Construct, id: string, props: PolicySyncProps) {
    super(scope, id, load().policySync, props);
  }
}
