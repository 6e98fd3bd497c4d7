import type { Finding, Report, RuleInfo } from '../../../diagnostics/rule';
import type { Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import type { ServerTls } from '../props';
import { checkKeyReference } from './key-reference';

/** What the rules of every component say about how a server is reached; each adds its check and examples. */
export const VERIFIED_TLS: RuleInfo = {
  id: 'KF5406',
  name: 'verified-tls',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Without a checked certificate whoever sits in between reads prompts, answers and credentials, and may change them.',
  fix: 'use https, and name the CA of a server with a certificate of its own in `tls.ca`',
  faults: [],
  sources: ['facts/kagent.md §1 TLSConfig'],
};

/** Whether certificates are checked at all. */
export function checkTls(report: Report, path: Path, tls: ServerTls | undefined): void {
  if (tls?.disableVerify === true) {
    report({ path: [...path, 'disableVerify'], problem: 'any certificate is accepted', got: true, allowed: 'false' });
  }
}

/** The reference in `tls`, for the rule over references. */
export function checkTlsReference(report: Report, path: Path, tls: ServerTls | undefined): void {
  checkKeyReference(report, [...path, 'ca'], tls?.ca);
}

/** A URL in clear to a host that is not in the cluster. */
export function checkPlaintext(report: Report, path: Path, url: Leaf<string> | undefined): void {
  report.whenKnown(path, url, (text) => plaintextFindings(path, text));
}

function plaintextFindings(path: Path, url: string): Finding[] {
  const host = /^http:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(String(url))?.[1];
  if (host === undefined || isInCluster(host)) return [];
  return [{ path, problem: 'the URL is plain http to a host outside the cluster', got: url, allowed: 'https://…' }];
}

/** `<service>`, `<service>.<namespace>` and `….svc…`: names without a public suffix are looked up in the cluster first. */
function isInCluster(host: string): boolean {
  const labels = host.split('.');
  return labels.length <= 2 ? !/^([a-z]{2}|com|net|org|dev|app|cloud)$/i.test(labels[1] ?? '') : labels.includes('svc');
}
