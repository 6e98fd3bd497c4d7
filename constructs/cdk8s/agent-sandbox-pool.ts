import type { Construct } from 'constructs';
import { type AgentSandboxPoolProps, agentSandboxPool } from '../../lib/components/agent-sandbox-pool';
import { Component } from './component';

/** Warm sandboxes of one shape, ready to be claimed, with what makes them safe. */
export class AgentSandboxPool extends Component<AgentSandboxPoolProps> {
  constructor(scope: Construct, id: string, props: AgentSandboxPoolProps) {
    super(scope, id, agentSandboxPool, props);
  }
}
