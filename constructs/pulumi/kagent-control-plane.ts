import type * as pulumi from '@pulumi/pulumi';
import {
  controlPlaneRefOf,
  type KagentControlPlaneProps,
  kagentControlPlane,
} from '../../lib/components/kagent-control-plane';
import type { ControlPlaneRef } from '../../lib/platform/control-plane-ref';
import { Component } from './component';

/** A tenant's kagent: controller, UI, database, add-ons and a front door, in one namespace. */
export class KagentControlPlane extends Component<KagentControlPlaneProps> {
  /** The control plane as plain data, for its agents, models, tools and harnesses. */
  readonly ref: ControlPlaneRef;

  constructor(name: string, props: KagentControlPlaneProps, opts?: pulumi.ComponentResourceOptions) {
    super(kagentControlPlane, name, props, opts);
    this.ref = controlPlaneRefOf(props);
  }
}
