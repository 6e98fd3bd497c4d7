import type { Finding, Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseHttpUrl } from '../../../syntax/http-url';
import { exampleControlPlane } from '../example';
import type { KagentControlPlaneProps } from '../props';

/** The proxy is one of the two, and addresses are such that paths can be put behind them. */
export const ADDRESSES: Rule<KagentControlPlaneProps> = {
  id: 'KF5007',
  name: 'control-plane-addresses',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent puts paths behind these addresses as they are, and rewrites a URL by the proxy or for plain text, never both: agents would call what does not exist.',
  fix: 'write http:// or https://, host and port without a path, and one of proxy.url and proxy.mcpEgressPlaintext',
  faults: [],
  sources: ['facts/kagent.md §4, Proxying'],
  check({ proxy, controller }, report) {
    const { a2aBaseUrl } = controller ?? {};
    const findings = [
      ...(proxy === undefined ? [] : proxyFindings(proxy)),
      ...(a2aBaseUrl === undefined ? [] : urlFindings(['controller', 'a2aBaseUrl'], a2aBaseUrl)),
    ];
    for (const finding of findings) report(finding);
  },
  examples: {
    failing: exampleControlPlane({
      proxy: { url: 'proxy.mesh:8080', mcpEgressPlaintext: true },
      controller: { a2aBaseUrl: 'https://kagent.example.com/a2a' },
    }),
    mended: exampleControlPlane({
      proxy: { url: 'http://proxy.mesh.svc.cluster.local:8080' },
      controller: { a2aBaseUrl: 'https://kagent.example.com' },
    }),
  },
};

function proxyFindings(proxy: unknown): Finding[] {
  const { url, mcpEgressPlaintext } = Object(proxy) as {
    readonly url?: unknown;
    readonly mcpEgressPlaintext?: unknown;
  };
  const path = ['proxy'];
  if ((url === undefined) === (mcpEgressPlaintext === undefined)) {
    return [{ path, problem: 'the proxy is one of the two', allowed: '{ url } or { mcpEgressPlaintext: true }' }];
  }
  if (url !== undefined) return urlFindings([...path, 'url'], url);
  if (mcpEgressPlaintext === true) return [];
  return [
    { path: [...path, 'mcpEgressPlaintext'], problem: 'this is no choice', got: mcpEgressPlaintext, allowed: 'true' },
  ];
}

function urlFindings(path: Path, url: unknown): Finding[] {
  const parsed = parseHttpUrl(url);
  if (!parsed.ok) return findingsOf(path, 'the address', url, parsed);
  if (parsed.value.path === '') return [];
  return [{ path, problem: 'the address has a path', got: url, allowed: 'scheme, host and port' }];
}
