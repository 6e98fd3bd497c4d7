import { formatIdentity, type ObjectIdentity } from './resource';

/** Two components of one program that make the same object. */
export interface Clash {
  /** The object, as `Kind.group namespace/name`. */
  readonly object: string;
  /** Construct path of whoever declared it first. */
  readonly first: string;
}

/** The objects of one program on one cluster, so that duplicates are seen across components. */
export class Program {
  private readonly owners = new Map<string, string>();

  /** Adds an object of `construct` and answers who declared it already, if anybody did. */
  add(construct: string, identity: ObjectIdentity): Clash | undefined {
    const object = formatIdentity(identity);
    const first = this.owners.get(object);
    if (first !== undefined) return { object, first };
    this.owners.set(object, construct);
    return undefined;
  }
}
