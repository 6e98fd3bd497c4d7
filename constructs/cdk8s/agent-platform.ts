import type { Construct } from 'constructs';
import { type AgentPlatformProps, agentPlatform } from '../../lib/components/agent-platform';
import { Component } from './component';

/** What exists once per cluster: agent-sandbox with its CRDs, the roles for tenants, and the record that the rest waits for. */
export class AgentPlatform extends Component<AgentPlatformProps> {
  constructor(scope: Construct, id: string, props: AgentPlatformProps) {
    super(scope, id, agentPlatform, props);
  }
}
