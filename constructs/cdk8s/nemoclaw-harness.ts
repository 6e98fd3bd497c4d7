import type { Construct } from 'constructs';
import type { NemoClawHarnessProps } from '../../lib/components/nemoclaw-harness';
import { Component } from './component';

const load = () =>
  require('../../lib/components/nemoclaw-harness') as typeof import('../../lib/components/nemoclaw-harness');

/** An agent harness in a sandbox of the tenant's gateway: OpenClaw, NemoClaw or Hermes. */
export class NemoClawHarness extends Component<NemoClawHarnessProps> {
  constructor(scope: Construct, id: string, props: NemoClawHarnessProps) {
    super(scope, id, load().nemoClawHarness, props);
  }
}
