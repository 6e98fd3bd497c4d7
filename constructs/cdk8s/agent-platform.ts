import type { Construct } from 'constructs';
import type { AgentPlatformProps } from '../../lib/components/agent-platform';
import { Component } from './component';

const load = () =>
  require('../../lib/components/agent-platform') as typeof import('../../lib/components/agent-platform');

/** What exists once per cluster: agent-sandbox with its CRDs, the roles for tenants, and the record that the rest waits for. */
export class AgentPlatform extends Component<AgentPlatformProps> {
  constructor(scope: Construct, id: string, props: AgentPlatformProps) {
    super(scope, id, load().agentPlatform, props);
  }
}
