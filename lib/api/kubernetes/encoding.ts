/**
 * The notation of `definitions.json`, made by `scripts/extract-kubernetes-definitions.ts`.
 *
 * A type is a text: a scalar (`string`, `int32`, `int64`, `number`, `boolean`, `bytes`, `dateTime`, `intOrString`,
 * `quantity`, `any`) or `#Name` for another definition; `[]` behind it makes an atomic list of it, `{}` a map with
 * string keys. What needs more words is an object.
 */
export type EncodedType =
  | string
  | { readonly type: string; readonly default?: Scalar }
  | {
      readonly list: EncodedType;
      /** Fields that identify an item; the list then merges by them (`x-kubernetes-list-type: map`). */
      readonly keys?: readonly string[];
      /** Items are unique scalars (`x-kubernetes-list-type: set`). */
      readonly set?: true;
      readonly default?: Scalar;
    }
  | {
      readonly map: EncodedType;
      /** Server-side apply replaces it as a whole. */
      readonly atomic?: boolean;
      readonly default?: Scalar;
    };

type Scalar = string | number | boolean;

export interface EncodedDefinition {
  /** apiVersion, kind and plural, when it is a kind and not only a part of one. */
  readonly kind?: readonly string[];
  /** The kind has no namespace. */
  readonly cluster?: boolean;
  /** Server-side apply replaces it as a whole. */
  readonly atomic?: boolean;
  /** Types by field name; a `!` behind the name marks a required field. */
  readonly fields: Readonly<Record<string, EncodedType>>;
}

export interface EncodedDefinitions {
  /** The Kubernetes version that the definitions were taken from. */
  readonly kubernetes: string;
  readonly definitions: Readonly<Record<string, EncodedDefinition>>;
}
