import type { Construct } from 'constructs';
import type { KagentControlPlaneProps } from '../../lib/components/kagent-control-plane';
import type { ControlPlaneRef } from '../../lib/platform/control-plane-ref';
import { Component } from './component';

const load = () =>
  require('../../lib/components/kagent-control-plane') as typeof import('../../lib/components/kagent-control-plane');

/** A tenant's kagent: controller, UI, database, add-ons and a front door, in one namespace. */
export class KagentControlPlane extends Component<KagentControlPlaneProps> {
  private readonly props: KagentControlPlaneProps;

  constructor(scope: Construct, id: string, props: KagentControlPlaneProps) {
    super(scope, id, load().kagentControlPlane, props);
    this.props = props;
  }

  /** The control plane as plain data, for its agents, models, tools and harnesses. */
  get ref(): ControlPlaneRef {
    return load().controlPlaneRefOf(this.props);
  }
}
