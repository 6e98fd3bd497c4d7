import type { Construct } from 'constructs';
import type { AgentSandboxPoolProps } from '../../lib/components/agent-sandbox-pool';
import { Component } from './component';

const load = () =>
  require('../../lib/components/agent-sandbox-pool') as typeof import('../../lib/components/agent-sandbox-pool');

/** Warm sandboxes of one shape, ready to be claimed, with what makes them safe. */
export class AgentSandboxPool extends Component<AgentSandboxPoolProps> {
  constructor(scope: Construct, id: string, props: AgentSandboxPoolProps) {
    super(scope, id, load().agentSandboxPool, props);
  }
}
