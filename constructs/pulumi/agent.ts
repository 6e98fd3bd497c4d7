import type * as pulumi from '@pulumi/pulumi';
import { type AgentProps, agent, agentRefOf } from '../../lib/components/agent';
import type { AgentRef } from '../../lib/platform/agent-ref';
import { Component } from './component';

/** An agent of kagent, in a Deployment or in a sandbox. */
export class Agent extends Component<AgentProps> {
  /** The agent as plain data, for the agents that have it as a tool. */
  readonly ref: AgentRef;

  constructor(name: string, props: AgentProps, opts?: pulumi.ComponentResourceOptions) {
    super(agent, name, props, opts);
    this.ref = agentRefOf(props);
  }
}
