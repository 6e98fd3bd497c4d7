import type { Finding, Report, RuleInfo } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsSubdomain } from '../../../syntax/names';
import type { KeyReference } from '../props';

/** What the rules of every component say about a reference to a key; each adds its check and examples. */
export const KEY_REFERENCE: RuleInfo = {
  id: 'KF5403',
  name: 'key-references',
  severity: 'error',
  acknowledge: 'never',
  why: 'A reference that names nothing is accepted; the pod then waits in CreateContainerConfigError, or the controller fails at each reconcile. A credential written in place would stay readable in etcd.',
  fix: 'give { name, key } of a Secret or ConfigMap in the namespace of the object',
  faults: [],
  sources: ['facts/kagent.md §1, §10.14'],
};

const KEY = /^[-._A-Za-z0-9]{1,253}$/;

/** What is wrong with a reference; names that are known later are looked at then. */
export function checkKeyReference(report: Report, path: Path, reference: KeyReference | undefined): void {
  if (reference === undefined) return;
  if (typeof reference !== 'object' || reference === null) {
    report({ path, problem: 'this is no reference to a key', allowed: '{ name, key }' });
    return;
  }
  const { name, key } = reference;
  if (name === undefined) report({ path: [...path, 'name'], problem: 'the reference names no object' });
  if (key === undefined) report({ path: [...path, 'key'], problem: 'the reference names no key' });
  checkLocalName(report, [...path, 'name'], name);
  report.whenKnown([...path, 'key'], key, (text) => keyFindings([...path, 'key'], text));
}

/** What is wrong with the name of a Secret or ConfigMap. */
export function checkLocalName(report: Report, path: Path, name: KeyReference['name'] | undefined): void {
  report.whenKnown(path, name, (text) => findingsOf(path, 'the name', text, parseDnsSubdomain(text)));
}

function keyFindings(path: Path, key: unknown): Finding[] {
  if (typeof key === 'string' && KEY.test(key)) return [];
  // Not shown: whoever mistakes the field may have written the secret itself here.
  return [
    { path, problem: 'this cannot be a key of a Secret or ConfigMap', allowed: 'letters, digits, "-", "_" and "."' },
  ];
}
