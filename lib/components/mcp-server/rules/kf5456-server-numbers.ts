import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parsePort } from '../../../syntax/port';
import type { McpServerProps } from '../props';
import { exampleRun } from './example-server';

/** The port is one, and there is a number of pods. */
export const SERVER_NUMBERS: Rule<McpServerProps> = {
  id: 'KF5456',
  name: 'server-numbers',
  severity: 'error',
  acknowledge: 'never',
  why: 'The schema has no limits, but the controller reads the port as 16 bits without a sign: an MCPServer with another number cannot be decoded, and with it the list of all MCPServers.',
  fix: 'give a port from 1 to 65535, and a whole number of pods',
  faults: [],
  sources: ['facts/kagent.md §1 MCPServer'],
  check({ run }, report) {
    if (run?.port !== undefined) {
      for (const finding of findingsOf(['run', 'port'], 'the port', run.port, parsePort(run.port))) report(finding);
    }
    const { replicas } = run ?? {};
    if (replicas === undefined || (Number.isInteger(replicas) && replicas >= 0)) return;
    report({
      path: ['run', 'replicas'],
      problem: 'this is no number of pods',
      got: replicas,
      allowed: 'a whole number',
    });
  },
  examples: {
    failing: exampleRun({ port: 70000 }),
    mended: exampleRun({ port: 8000 }),
  },
};
