import type { Rule } from '../../../diagnostics/rule';
import { checkPlaintext, checkTls, VERIFIED_TLS } from '../../kagent-resource/rules/verified-tls';
import type { McpServerProps } from '../props';
import { exampleRemote } from './example-server';

/** Whoever answers is who he says. */
export const SERVER_TLS: Rule<McpServerProps> = {
  ...VERIFIED_TLS,
  check({ remote }, report) {
    checkTls(report, ['remote', 'tls'], remote?.tls);
    checkPlaintext(report, ['remote', 'url'], remote?.url);
  },
  examples: {
    failing: exampleRemote({ url: 'http://mcp.example.com/mcp' }),
    mended: exampleRemote({ url: 'http://mcp.tools.svc:8000/mcp' }),
  },
};
