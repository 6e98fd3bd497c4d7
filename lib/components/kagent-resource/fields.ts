import { type Deep, type Leaf, mapLeaf } from '../../plan/leaf';
import type { AllowedNamespacesProp, ServerTls } from './props';

/** `allowedNamespaces` of an object; written out also where it is upstream's default. */
export function allowedNamespacesField(allowed: AllowedNamespacesProp = 'Same') {
  return typeof allowed === 'string' ? { from: allowed } : { from: 'Selector', selector: allowed.selector };
}

/** Whose agents may use the object, without the selector. */
export function allowsOf(allowed: AllowedNamespacesProp = 'Same'): 'Same' | 'All' | 'Selector' {
  return typeof allowed === 'string' ? allowed : 'Selector';
}

/** `tls` of an object, with the defaults that the API server would write back. source: facts/kagent.md §10.17 */
export function tlsField({ ca, disableVerify = false, disableSystemCAs = false }: ServerTls) {
  return {
    disableVerify,
    disableSystemCAs,
    ...(ca !== undefined && { caCertSecretRef: ca.name, caCertSecretKey: ca.key }),
  };
}

/** A number with a fraction, which upstream takes as a text. source: facts/kagent.md §10.16 */
export function numberText(number: Leaf<number>): Leaf<string> {
  return mapLeaf(number, String);
}

/** The fields that have a value. */
export function given<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}

/** The user's list with one item of ours in front; `undefined` when there is neither. */
export function listWith<Item>(own: Item | undefined, list: Deep<readonly Item[]> | undefined) {
  if (own === undefined) return list;
  return mapLeaf((list ?? []) as Leaf<readonly Item[]>, (items): readonly Item[] => [own, ...items]);
}
