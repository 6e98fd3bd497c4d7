import type { Rule } from '../../../diagnostics/rule';
import type { Leaf } from '../../../plan/leaf';
import { type Amounted, resourceFindings } from '../../resource-findings';
import { exampleGateway } from '../example';
import type { OpenShellGatewayProps } from '../props';

/** The gateway asks for what it needs and cannot take a node's whole memory. */
export const GATEWAY_RESOURCES: Rule<OpenShellGatewayProps> = {
  id: 'KF4052',
  name: 'gateway-resources',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A quota on the namespace refuses pods without resources, and upstream’s chart has none; without a memory limit the gateway takes the node down with it, and every sandbox loses its session.',
  fix: 'give cpu and memory in requests and memory in limits, the limit not below the request',
  faults: [],
  sources: ['DESIGN §9', 'facts/openshell.md §2.3'],
  check({ resources }, report) {
    report.whenKnown(['resources'], resources as Leaf<Amounted> | undefined, (known) =>
      resourceFindings(['resources'], 'the gateway', known),
    );
  },
  examples: {
    failing: exampleGateway({ resources: { requests: { cpu: '100m', memory: '1Gi' }, limits: { memory: '512Mi' } } }),
    mended: exampleGateway({ resources: { requests: { cpu: '100m', memory: '1Gi' }, limits: { memory: '1Gi' } } }),
  },
};
