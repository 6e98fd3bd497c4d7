import type { Rule } from '../../../diagnostics/rule';
import { checkHeaderNames, HEADER_NAME } from '../../kagent-resource/rules/headers';
import type { McpServerProps } from '../props';
import { exampleRemote } from './example-server';

const REFERENCE = { name: 'tickets', key: 'token' };

/** Headers have names that HTTP knows, each once. */
export const HEADER_NAMES: Rule<McpServerProps> = {
  ...HEADER_NAME,
  check({ remote }, report) {
    checkHeaderNames(report, ['remote', 'headers'], remote?.headers);
  },
  examples: {
    failing: exampleRemote({ headers: { 'X-Team': REFERENCE, 'x-team': REFERENCE }, headersRevision: '1' }),
    mended: exampleRemote({ headers: { 'X-Team': REFERENCE }, headersRevision: '1' }),
  },
};
