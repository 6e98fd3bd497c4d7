import type * as pulumi from '@pulumi/pulumi';
import { type AgentSandboxPoolProps, agentSandboxPool } from '../../lib/components/agent-sandbox-pool';
import { Component } from './component';

/** Warm sandboxes of one shape, ready to be claimed, with what makes them safe. */
export class AgentSandboxPool extends Component<AgentSandboxPoolProps> {
  constructor(name: string, props: AgentSandboxPoolProps, opts?: pulumi.ComponentResourceOptions) {
    super(agentSandboxPool, name, props, opts);
  }
}
