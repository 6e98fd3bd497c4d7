import type { Construct } from 'constructs';
import type { AgentSandboxControllerProps } from '../../lib/components/agent-sandbox-controller';
import { Component } from './component';

const load = () =>
  require('../../lib/components/agent-sandbox-controller') as typeof import('../../lib/components/agent-sandbox-controller');

/** The agent-sandbox controller with its CRDs, alone; `AgentPlatform` contains one. */
export class AgentSandboxController extends Component<AgentSandboxControllerProps> {
  constructor(scope: Construct, id: string, props: AgentSandboxControllerProps) {
    super(scope, id, load().agentSandboxController, props);
  }
}
