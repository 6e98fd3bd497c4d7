import type { ByteClass, Token } from './tokens';

const SLASH = 0x2f;
const DEAD = 0;

/** More deterministic states than this are forgotten and found again; only hostile patterns come near. */
const MAX_STATES = 4096;

type Edge = { readonly accepts: (byte: number) => boolean; readonly to: number };

/**
 * Recognises the language of a pattern in time linear in the value, whatever the pattern.
 *
 * A backtracking regular expression would take polynomial or worse time on patterns such as `*a*a*a*a*`, and
 * policies are written by others. The deterministic states are built as values ask for them.
 */
export class Automaton {
  private readonly epsilon: number[][] = [];
  private readonly edges: Edge[][] = [];
  private readonly accepting: number;
  private readonly idOf = new Map<string, number>();
  private sets: (readonly number[])[] = [];
  private accepts: boolean[] = [];
  private table: (number | undefined)[][] = [];

  constructor(tokens: readonly Token[]) {
    const begin = this.state();
    const end = this.sequence(normalise(tokens), begin);
    this.accepting = end;
    this.reset();
    this.start = this.intern(this.closure([begin]));
  }

  /** The state before any byte. */
  start: number;

  /** The state after one more byte; `0` once nothing can match any more. */
  step(state: number, byte: number): number {
    if (state === DEAD) return DEAD;
    const row = this.table[state]!;
    const known = row[byte];
    if (known !== undefined) return known;
    const targets: number[] = [];
    for (const from of this.sets[state]!) {
      for (const edge of this.edges[from]!) if (edge.accepts(byte)) targets.push(edge.to);
    }
    const to = this.intern(this.closure(targets));
    row[byte] = to;
    return to;
  }

  isAccepting(state: number): boolean {
    return this.accepts[state] === true;
  }

  /** Whether `value`, one character per byte, is in the language. */
  matches(value: string): boolean {
    if (this.sets.length > MAX_STATES) this.restart();
    let state = this.start;
    for (let i = 0; i < value.length && state !== DEAD; i += 1) state = this.step(state, value.charCodeAt(i));
    return this.isAccepting(state);
  }

  private restart(): void {
    const begin = this.sets[this.start]!;
    this.reset();
    this.start = this.intern(begin);
  }

  private reset(): void {
    this.idOf.clear();
    this.idOf.set('', DEAD);
    this.sets = [[]];
    this.accepts = [false];
    this.table = [[]];
  }

  private intern(states: readonly number[]): number {
    const key = states.join(',');
    const known = this.idOf.get(key);
    if (known !== undefined) return known;
    const id = this.sets.length;
    this.idOf.set(key, id);
    this.sets.push(states);
    this.accepts.push(states.includes(this.accepting));
    this.table.push([]);
    return id;
  }

  private closure(states: readonly number[]): readonly number[] {
    const seen = new Set(states);
    const open = [...states];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      for (const next of this.epsilon[state]!) {
        if (!seen.has(next)) {
          seen.add(next);
          open.push(next);
        }
      }
    }
    return [...seen].sort((a, b) => a - b);
  }

  private state(): number {
    this.epsilon.push([]);
    this.edges.push([]);
    return this.edges.length - 1;
  }

  private link(from: number, to: number): void {
    this.epsilon[from]!.push(to);
  }

  private consume(from: number, accepts: (byte: number) => boolean): number {
    const to = this.state();
    this.edges[from]!.push({ accepts, to });
    return to;
  }

  private repeat(from: number, accepts: (byte: number) => boolean): number {
    const loop = this.state();
    this.link(from, loop);
    this.edges[loop]!.push({ accepts, to: loop });
    return loop;
  }

  private sequence(tokens: readonly Token[], from: number): number {
    return tokens.reduce((at, token) => this.token(token, at), from);
  }

  private token(token: Token, from: number): number {
    switch (token.kind) {
      case 'byte':
        return this.consume(from, (byte) => byte === token.byte);
      case 'any':
        return this.consume(from, notSlash);
      case 'star':
        return this.repeat(from, notSlash);
      case 'anything':
        return this.repeat(from, anyByte);
      case 'class':
        return this.consume(from, (byte) => inClass(token.class, byte));
      case 'recursive-prefix': {
        // Nothing, one separator, or anything that ends in one.
        const end = this.consume(this.repeat(from, anyByte), isSlash);
        this.link(from, end);
        return end;
      }
      case 'recursive-suffix':
        return this.repeat(this.consume(from, isSlash), anyByte);
      case 'recursive-middle': {
        const opened = this.consume(from, isSlash);
        const end = this.consume(this.repeat(opened, anyByte), isSlash);
        this.link(opened, end);
        return end;
      }
      case 'alternates': {
        // Upstream drops empty branches, so `{a,}` is `a`; a group of nothing but empty branches is nothing.
        const branches = token.branches.filter((branch) => !matchesOnlyNothing(branch));
        if (branches.length === 0) return from;
        const end = this.state();
        for (const branch of branches) {
          const begin = this.state();
          this.link(from, begin);
          this.link(this.sequence(branch, begin), end);
        }
        return end;
      }
    }
  }
}

/** A lone `**` matches everything, also what does not end in a separator. */
function normalise(tokens: readonly Token[]): readonly Token[] {
  if (tokens.length !== 1 || tokens[0]!.kind !== 'recursive-prefix') return tokens;
  return [{ kind: 'anything' }];
}

/** Whether the branch produces no expression at all upstream, as an empty one or a group of empty ones. */
function matchesOnlyNothing(branch: readonly Token[]): boolean {
  return branch.every((token) => token.kind === 'alternates' && token.branches.every(matchesOnlyNothing));
}

function anyByte(): boolean {
  return true;
}

function isSlash(byte: number): boolean {
  return byte === SLASH;
}

function notSlash(byte: number): boolean {
  return byte !== SLASH;
}

function inClass({ negated, ranges }: ByteClass, byte: number): boolean {
  return ranges.some(([low, high]) => byte >= low && byte <= high) !== negated;
}
