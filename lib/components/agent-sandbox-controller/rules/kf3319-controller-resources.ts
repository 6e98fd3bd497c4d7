import type { Rule } from '../../../diagnostics/rule';
import type { Leaf } from '../../../plan/leaf';
import { type Amounted, resourceFindings } from '../../resource-findings';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';

/** The controller asks for what it needs and cannot take a node's whole memory. */
export const CONTROLLER_RESOURCES: Rule<AgentSandboxControllerProps> = {
  id: 'KF3319',
  name: 'controller-resources',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A quota on the namespace refuses pods without resources; without a memory limit a burst of claims takes the node down with it.',
  fix: 'give cpu and memory in requests and memory in limits, the limit not below the request',
  faults: [],
  sources: ['DESIGN §9', 'facts/agent-sandbox.md §6'],
  check({ resources }, report) {
    report.whenKnown(['resources'], resources as Leaf<Amounted> | undefined, (known) =>
      resourceFindings(['resources'], 'the controller', known),
    );
  },
  examples: {
    failing: exampleController({ resources: { requests: { cpu: '100m', memory: '2Gi' }, limits: { memory: '512m' } } }),
    mended: exampleController({ resources: { requests: { cpu: '100m', memory: '1Gi' }, limits: { memory: '2Gi' } } }),
  },
};
