import type { Rule } from '../../../diagnostics/rule';
import type { McpServerProps } from '../props';
import { exampleRemote } from './example-server';

/** A server is remote or run here, with what that needs. */
export const ONE_SERVER: Rule<McpServerProps> = {
  id: 'KF5450',
  name: 'one-server',
  severity: 'error',
  acknowledge: 'never',
  why: 'A RemoteMCPServer and an MCPServer are two kinds: agents refer to one of them.',
  fix: 'give `remote` for a server with a URL, or `run` for an image',
  faults: [],
  sources: ['facts/kagent.md §1'],
  check({ remote, run }, report) {
    if ((remote === undefined) === (run === undefined)) {
      report({
        path: [],
        problem: remote === undefined ? 'the server is neither remote nor run here' : 'the server is both',
        allowed: 'exactly one of remote, run',
      });
    }
    for (const field of ['url', 'description'] as const) {
      if (remote !== undefined && (remote[field] === undefined || remote[field] === '')) {
        report({ path: ['remote', field], problem: 'a remote server needs it', allowed: 'a text' });
      }
    }
    if (run === undefined) return;
    if (run.image === undefined) report({ path: ['run', 'image'], problem: 'a server that is run needs an image' });
    if (run.transport !== 'stdio' && run.transport !== 'http') {
      report({
        path: ['run', 'transport'],
        problem: 'kmcp runs a server only when it knows how it speaks MCP',
        got: run.transport,
        allowed: 'stdio, http',
      });
    }
  },
  examples: {
    failing: { ...exampleRemote(), run: { image: 'registry.example/tools:1', transport: 'http' } },
    mended: exampleRemote(),
  },
};
