import { nameHash } from '../syntax/name-hash';
import { formatIdentity, type ObjectIdentity } from './resource';

/** Two parts of one program that cannot both be. */
export interface Clash<Owner> {
  /** One object made twice, or two whose names upstream tells apart by one hash. */
  readonly over: 'object' | 'name-hash';
  /** The object, as `Kind.group namespace/name`; for a hash, `Kind.group namespace/#hash`. */
  readonly object: string;
  /** Whoever declared it first. */
  readonly first: Owner;
}

/** Kinds whose pods upstream selects by a hash of the name. source: facts/agent-sandbox.md §2.6, §2.8 */
const SELECTED_BY_NAME_HASH: ReadonlySet<string> = new Set(['Sandbox', 'SandboxTemplate']);

/** The objects of one program on one cluster, so that duplicates are seen across components. */
export class Program<Owner = string> {
  private readonly owners = new Map<string, Owner>();

  /** Adds an object of `owner` and answers what it clashes with, if with anything. */
  add(owner: Owner, identity: ObjectIdentity): Clash<Owner> | undefined {
    return this.claim('object', formatIdentity(identity), owner) ?? this.claimHash(owner, identity);
  }

  private claimHash(owner: Owner, identity: ObjectIdentity): Clash<Owner> | undefined {
    if (!SELECTED_BY_NAME_HASH.has(identity.kind)) return undefined;
    return this.claim('name-hash', formatIdentity({ ...identity, name: `#${nameHash(identity.name)}` }), owner);
  }

  private claim(over: Clash<Owner>['over'], object: string, owner: Owner): Clash<Owner> | undefined {
    const first = this.owners.get(object);
    if (first !== undefined) return { over, object, first };
    this.owners.set(object, owner);
    return undefined;
  }
}
