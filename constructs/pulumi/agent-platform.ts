import type * as pulumi from '@pulumi/pulumi';
import { type AgentPlatformProps, agentPlatform } from '../../lib/components/agent-platform';
import { Component } from './component';

/** What exists once per cluster: agent-sandbox with its CRDs, the roles for tenants, and the record that the rest waits for. */
export class AgentPlatform extends Component<AgentPlatformProps> {
  constructor(name: string, props: AgentPlatformProps, opts?: pulumi.ComponentResourceOptions) {
    super(agentPlatform, name, props, opts);
  }
}
