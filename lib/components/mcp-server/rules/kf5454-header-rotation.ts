import type { Rule } from '../../../diagnostics/rule';
import { HEADER_ROTATED } from '../../kagent-resource/rules/headers';
import type { McpServerProps } from '../props';
import { exampleRemote } from './example-server';

const HEADERS = { Authorization: { name: 'tickets', key: 'header' } };

/** A new value of a header reaches the agents. */
export const HEADER_ROTATION: Rule<McpServerProps> = {
  ...HEADER_ROTATED,
  check({ remote }, report) {
    if (Object.keys(remote?.headers ?? {}).length === 0 || remote?.headersRevision !== undefined) return;
    report({
      path: ['remote', 'headersRevision'],
      problem: 'nothing changes when the Secrets behind the headers do',
      allowed: 'a text that changes with them',
    });
  },
  examples: {
    failing: exampleRemote({ headers: HEADERS }),
    mended: exampleRemote({ headers: HEADERS, headersRevision: '2026-11' }),
  },
};
