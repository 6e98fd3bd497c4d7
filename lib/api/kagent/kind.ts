import type { KindDefinition, PrinterColumn } from '../kind';
import type { Schema } from '../schema';

/** What tells one kind of kagent from another. */
export interface KagentKind {
  readonly kind: string;
  readonly plural: string;
  /** @default - none */
  readonly shortNames?: readonly string[];
  /** @default [kagent] */
  readonly categories?: readonly string[];
  readonly schema: Schema<object>;
  readonly columns: readonly PrinterColumn[];
}

/** A kind of kagent's: namespaced, v1alpha2 alone, with a status. source: facts/kagent.md §1 */
export function kagentKind({
  kind,
  plural,
  shortNames = [],
  categories = ['kagent'],
  ...version
}: KagentKind): KindDefinition {
  return {
    group: 'kagent.dev',
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames,
    ...(categories.length > 0 && { categories }),
    scope: 'Namespaced',
    versions: [{ name: 'v1alpha2', served: true, storage: true, subresources: { status: true }, ...version }],
  };
}
