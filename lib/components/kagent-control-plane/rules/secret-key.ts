import type { Finding } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsSubdomain } from '../../../syntax/names';

/** What is wrong with a reference to one key of a Secret. */
export function secretKeyFindings(path: Path, reference: unknown): Finding[] {
  if (typeof reference !== 'object' || reference === null) {
    return [{ path, problem: 'this is no reference to a Secret', allowed: '{ name, key }' }];
  }
  const { name, key } = reference as { readonly name?: unknown; readonly key?: unknown };
  return [
    ...findingsOf([...path, 'name'], 'the name of the Secret', name, parseDnsSubdomain(name)),
    ...(typeof key === 'string' && /^[-._a-zA-Z0-9]{1,253}$/.test(key)
      ? []
      : [{ path: [...path, 'key'], problem: 'this is no key of a Secret', allowed: 'letters, digits, ".", "_", "-"' }]),
  ];
}
