/** An object that somebody else declared, by its name: a cdk8s-plus object, an ApiObject, or `{ name }`. */
export interface Named {
  readonly name: string;
}

/** The name itself, or the name of the object given in its place. */
export function nameOf(reference: string | Named): string {
  return typeof reference === 'string' ? reference : reference.name;
}
