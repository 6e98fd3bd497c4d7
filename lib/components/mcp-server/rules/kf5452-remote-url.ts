import type { Finding, Rule } from '../../../diagnostics/rule';
import type { McpServerProps, RemoteServer } from '../props';
import { exampleRemote } from './example-server';

const PATH = ['remote', 'url'];

/** The URL leads to a server, and fits what is said about its certificate. */
export const REMOTE_URL: Rule<McpServerProps> = {
  id: 'KF5452',
  name: 'remote-url',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent takes any text and dials it every minute. `tls` beside http is refused by the API server, and a CA cannot be mounted into agents of other namespaces.',
  fix: 'write scheme, host and path, credentials in `headers`; drop `tls` for http, and `allowedNamespaces` beside a CA',
  faults: [],
  sources: ['facts/kagent.md §1 RemoteMCPServer'],
  check({ remote }, report) {
    if (remote === undefined) return;
    report.whenKnown(PATH, remote.url, (url) => urlFindings(url, remote));
    if (remote.tls?.ca !== undefined && (remote.allowedNamespaces ?? 'Same') !== 'Same') {
      report({
        path: ['remote', 'allowedNamespaces'],
        problem: 'agents of other namespaces cannot mount the CA of this one',
        got: typeof remote.allowedNamespaces === 'string' ? remote.allowedNamespaces : 'a selector',
        allowed: 'Same',
      });
    }
  },
  examples: {
    failing: exampleRemote({ url: 'mcp.example.com/mcp' }),
    mended: exampleRemote({ url: 'https://mcp.example.com/mcp' }),
  },
};

function urlFindings(url: unknown, { tls }: RemoteServer): Finding[] {
  if (typeof url !== 'string' || !/^https?:\/\/[^\s/?#]+/i.test(url) || !URL.canParse(url)) {
    return [
      {
        path: PATH,
        problem: 'this is no URL of a server',
        got: url,
        allowed: 'http:// or https://, a host and a path',
      },
    ];
  }
  const { username, password, protocol } = new URL(url);
  // Not shown, because it is a secret.
  if (username !== '' || password !== '')
    return [{ path: PATH, problem: 'the URL holds credentials', allowed: 'none' }];
  if (protocol !== 'http:' || tls === undefined) return [];
  return [{ path: PATH, problem: 'there is no certificate to check at this URL', got: url, allowed: 'https://…' }];
}
