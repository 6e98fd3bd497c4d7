import { nameHash } from '../syntax/name-hash';
import { formatIdentity, type ObjectIdentity, type Resource } from './resource';

/** Two parts of one program that cannot both be. */
export interface Clash<Owner> {
  /** One object made twice, two names that upstream tells apart by one hash, one thing taken twice, or two values of one. */
  readonly over: 'object' | 'name-hash' | 'occupied' | 'agreement';
  /** The object, as `Kind.group namespace/name`; for a hash, `Kind.group namespace/#hash`; else what it is about. */
  readonly object: string;
  /** Whoever declared it first. */
  readonly first: Owner;
  /** For an agreement, the two values. */
  readonly values?: { readonly first: string; readonly second: string };
}

/** What an object claims beside its own identity. */
export type Claims = Pick<Resource, 'occupies' | 'agreesOn'>;

/** Kinds whose pods upstream selects by a hash of the name. source: facts/agent-sandbox.md §2.6, §2.8 */
const SELECTED_BY_NAME_HASH: ReadonlySet<string> = new Set(['Sandbox', 'SandboxTemplate']);

/** The objects of one program on one cluster, so that duplicates are seen across components. */
export class Program<Owner = string> {
  private readonly owners = new Map<string, Owner>();
  private readonly agreed = new Map<string, { readonly value: string; readonly owner: Owner }>();

  /** Adds an object of `owner` and answers what it clashes with first, if with anything. */
  add(owner: Owner, identity: ObjectIdentity, claims?: Claims): Clash<Owner> | undefined {
    const clash = this.claim('object', formatIdentity(identity), owner) ?? this.claimHash(owner, identity);
    return clash ?? (claims && this.claimMore(owner, claims));
  }

  private claimHash(owner: Owner, identity: ObjectIdentity): Clash<Owner> | undefined {
    if (!SELECTED_BY_NAME_HASH.has(identity.kind)) return undefined;
    return this.claim('name-hash', formatIdentity({ ...identity, name: `#${nameHash(identity.name)}` }), owner);
  }

  private claimMore(owner: Owner, { occupies, agreesOn }: Claims): Clash<Owner> | undefined {
    for (const text of occupies) {
      const clash = this.claim('occupied', text, owner);
      if (clash) return clash;
    }
    for (const { on, value } of agreesOn) {
      const known = this.agreed.get(on);
      if (known === undefined) this.agreed.set(on, { value, owner });
      else if (known.value !== value) {
        return { over: 'agreement', object: on, first: known.owner, values: { first: known.value, second: value } };
      }
    }
    return undefined;
  }

  private claim(over: Clash<Owner>['over'], object: string, owner: Owner): Clash<Owner> | undefined {
    const first = this.owners.get(object);
    if (first !== undefined) return { over, object, first };
    this.owners.set(object, owner);
    return undefined;
  }
}
