import type { Construct } from 'constructs';
import {
  type AgentSandboxControllerProps,
  agentSandboxController,
} from '../../lib/components/agent-sandbox-controller';
import { Component } from './component';

/** The agent-sandbox controller with its CRDs, alone; `AgentPlatform` contains one. */
export class AgentSandboxController extends Component<AgentSandboxControllerProps> {
  constructor(scope: Construct, id: string, props: AgentSandboxControllerProps) {
    super(scope, id, agentSandboxController, props);
  }
}
