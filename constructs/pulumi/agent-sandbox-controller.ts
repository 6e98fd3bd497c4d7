import type * as pulumi from '@pulumi/pulumi';
import {
  type AgentSandboxControllerProps,
  agentSandboxController,
} from '../../lib/components/agent-sandbox-controller';
import { Component } from './component';

/** The agent-sandbox controller with its CRDs, alone; `AgentPlatform` contains one. */
export class AgentSandboxController extends Component<AgentSandboxControllerProps> {
  constructor(name: string, props: AgentSandboxControllerProps, opts?: pulumi.ComponentResourceOptions) {
    super(agentSandboxController, name, props, opts);
  }
}
