import type * as pulumi from '@pulumi/pulumi';
import { type NemoClawHarnessProps, nemoClawHarness } from '../../lib/components/nemoclaw-harness';
import { Component } from './component';

/** An agent harness in a sandbox of the tenant's gateway: OpenClaw, NemoClaw or Hermes. */
export class NemoClawHarness extends Component<NemoClawHarnessProps> {
  constructor(name: string, props: NemoClawHarnessProps, opts?: pulumi.ComponentResourceOptions) {
    super(nemoClawHarness, name, props, opts);
  }
}
