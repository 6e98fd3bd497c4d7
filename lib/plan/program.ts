import { formatIdentity, type ObjectIdentity } from './resource';

/** Two parts of one program that make the same object. */
export interface Clash<Owner> {
  /** The object, as `Kind.group namespace/name`. */
  readonly object: string;
  /** Whoever declared it first. */
  readonly first: Owner;
}

/** The objects of one program on one cluster, so that duplicates are seen across components. */
export class Program<Owner = string> {
  private readonly owners = new Map<string, Owner>();

  /** Adds an object of `owner` and answers who declared it already, if anybody did. */
  add(owner: Owner, identity: ObjectIdentity): Clash<Owner> | undefined {
    const object = formatIdentity(identity);
    const first = this.owners.get(object);
    if (first !== undefined) return { object, first };
    this.owners.set(object, owner);
    return undefined;
  }
}
