import { object, required, type Static, type StaticFields, string } from '../schema';

/** Fields of a reference to an object of the same namespace. */
export const localReference = {
  /** Kind of the object. What an absent kind means depends on the place. */
  kind: string(),
  /** API group of the object without its version, e.g. `kagent.dev`; absent or empty for the core group. */
  apiGroup: string(),
  /** Name of the object. */
  name: required(string()),
} as const;

/** Fields of a reference that may cross into another namespace. */
export const reference = {
  ...localReference,
  /**
   * Namespace of the object. The object has to allow it by its `allowedNamespaces`.
   * @default - the namespace of the object that refers to it
   */
  namespace: string(),
} as const;

/** An object of the same namespace. source: facts/kagent.md §1 */
export interface TypedLocalReference extends StaticFields<typeof localReference> {}

/** An object of this or another namespace. source: facts/kagent.md §1 */
export interface TypedReference extends StaticFields<typeof reference> {}

export const typedLocalReference = object(localReference);
export const typedReference = object(reference);

/** One key of a ConfigMap or Secret of the same namespace. */
export const valueSource = object({
  /** What holds the value. */
  type: required(string({ enum: ['ConfigMap', 'Secret'] })),
  /** Name of the ConfigMap or Secret, at most 253 characters. */
  name: required(string({ maxLength: 253 })),
  /** Key in it, at most 253 characters. */
  key: required(string({ maxLength: 253 })),
});

/** One key of a ConfigMap or Secret of the same namespace. source: facts/kagent.md §1 */
export interface ValueSource extends Static<typeof valueSource> {}
