import type { Rule } from '../../../diagnostics/rule';
import type { McpServerProps } from '../props';
import { exampleRun } from './example-server';

/** The adapter knows what to start. */
export const STDIO_COMMAND: Rule<McpServerProps> = {
  id: 'KF5457',
  name: 'stdio-command',
  severity: 'error',
  acknowledge: 'never',
  why: 'For stdio the container starts the adapter instead of the image’s own program; without a command the adapter starts nothing, the pod is ready and every call fails.',
  fix: 'give `cmd`: the program of the image that speaks MCP',
  faults: [],
  sources: ['facts/kagent.md §2 kmcp', 'kmcp v0.3.0 transportadapter_translator.go'],
  check({ run }, report) {
    if (run?.transport !== 'stdio' || (run.cmd !== undefined && run.cmd !== '')) return;
    report({
      path: ['run', 'cmd'],
      problem: 'a stdio server needs the program to start',
      allowed: 'a program of the image',
    });
  },
  examples: {
    failing: exampleRun({ transport: 'stdio' }),
    mended: exampleRun({ transport: 'stdio', cmd: '/usr/local/bin/tickets-mcp' }),
  },
};
