import type { Report, RuleInfo } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';

/** What the rules of every component say about names of headers; each adds its check and examples. */
export const HEADER_NAME: RuleInfo = {
  id: 'KF5453',
  name: 'header-names',
  severity: 'error',
  acknowledge: 'never',
  why: 'A header with another name makes each request of the agent fail, and of two that differ in case alone one is sent, nobody knows which.',
  fix: 'write the name of the header alone, without colon and value, once',
  faults: [],
  sources: ['RFC 9110 §5.1, §5.6.2'],
};

/** What the rules of every component say about new values of headers; each adds its check and examples. */
export const HEADER_ROTATED: RuleInfo = {
  id: 'KF5454',
  name: 'header-rotation',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'kagent copies the value into the agent’s configuration and watches no Secret of a header: after a rotation the agents go on with the old value until something else changes. The content of the Secret is not known at synth, so nothing can be computed from it.',
  fix: 'give the revision a text that changes with the Secret, e.g. the version that its store gives it',
  faults: ['F-SCR-02'],
  sources: ['facts/kagent.md §4'],
};

const TOKEN = /^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/;

/** Names that HTTP does not know, or that are given twice. */
export function checkHeaderNames(report: Report, at: Path, headers: object | undefined): void {
  const seen = new Set<string>();
  for (const header of Object.keys(headers ?? {})) {
    const path = [...at, header];
    if (!TOKEN.test(header)) {
      report({ path, problem: 'this is no name of a header', allowed: 'letters, digits and dashes' });
    }
    if (seen.has(header.toLowerCase())) report({ path, problem: 'this header is given twice', got: header });
    seen.add(header.toLowerCase());
  }
}
