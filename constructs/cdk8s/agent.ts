import type { Construct } from 'constructs';
import type { AgentProps } from '../../lib/components/agent';
import type { AgentRef } from '../../lib/platform/agent-ref';
import { Component } from './component';

const load = () => require('../../lib/components/agent') as typeof import('../../lib/components/agent');

/** An agent of kagent, in a Deployment or in a sandbox. */
export class Agent extends Component<AgentProps> {
  /** The agent as plain data, for the agents that have it as a tool. */
  readonly ref: AgentRef;

  constructor(scope: Construct, id: string, props: AgentProps) {
    super(scope, id, load().agent, props);
    this.ref = load().agentRefOf(props);
  }
}
