import type { Rule } from '../../../diagnostics/rule';
import { exampleControlPlane } from '../../kagent-resource/rules/example-control-plane';
import type { McpServerProps } from '../props';
import { exampleRemote, exampleRun } from './example-server';

/** Somebody reconciles MCPServers. */
export const KMCP_RUNS: Rule<McpServerProps> = {
  id: 'KF5451',
  name: 'kmcp-runs',
  severity: 'error',
  acknowledge: 'never',
  why: 'Without the kmcp controller an MCPServer is stored and nothing runs; its status stays empty.',
  fix: 'turn on `addons.kmcp` of the control plane, or run the server yourself and give its URL in `remote`',
  faults: [],
  sources: ['facts/kagent.md §2 kmcp'],
  check({ run, controlPlane }, report) {
    if (run === undefined || controlPlane.kmcp) return;
    report({
      path: ['run'],
      problem: `the control plane ${controlPlane.name} has no kmcp`,
      got: 'run',
      allowed: 'remote',
    });
  },
  examples: {
    failing: exampleRun({}, { controlPlane: exampleControlPlane({ kmcp: false }) }),
    mended: exampleRemote({}, { controlPlane: exampleControlPlane({ kmcp: false }) }),
  },
};
