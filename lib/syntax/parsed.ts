import { withoutCredentials } from './credential';

/** A text that has the syntax, with what it means. */
export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
}

/** A value that does not have the syntax, said so that the writer can mend it. */
export interface Refused {
  readonly ok: false;
  /** What is wrong with the value got, in lower case and without a final period. */
  readonly reason: string;
  /** The values that would be accepted, in words. */
  readonly allowed?: string;
  /** One value that would be accepted and is probably what was meant. */
  readonly suggestion?: string;
}

/** What every parser of this folder answers; none of them throws, whatever it is given. */
export type Parsed<T> = Accepted<T> | Refused;

/** The answer for a value that has the syntax. */
export function accept<T>(value: T): Accepted<T> {
  return { ok: true, value };
}

/** The answer for a value that does not have the syntax. */
export function refuse(reason: string, hints: Pick<Refused, 'allowed' | 'suggestion'> = {}): Refused {
  return {
    ok: false,
    reason,
    ...(hints.allowed !== undefined && { allowed: hints.allowed }),
    ...(hints.suggestion !== undefined && { suggestion: hints.suggestion }),
  };
}

/** The answer for a value of another type than the syntax is written in. */
export function refuseType(input: unknown, wanted: string, hints: Pick<Refused, 'allowed' | 'suggestion'> = {}) {
  return refuse(`expected ${wanted}, got ${describe(input)}`, hints);
}

/** The answer without its suggestion when `read` would refuse that too. */
export function withSoundSuggestion<T>(parsed: Parsed<T>, read: (text: string) => Parsed<T>): Parsed<T> {
  if (parsed.ok || parsed.suggestion === undefined || read(parsed.suggestion).ok) return parsed;
  return refuse(parsed.reason, { allowed: parsed.allowed });
}

const LONGEST_QUOTE = 80;

/** The text in quotes on one line, without credentials, cut to a readable length. */
export function quote(input: string): string {
  const text = withoutCredentials(input);
  return text.length > LONGEST_QUOTE
    ? `${JSON.stringify(text.slice(0, LONGEST_QUOTE))}… (${text.length} characters)`
    : JSON.stringify(text);
}

/** What kind of value this is; looks at no property, because a foreign object's may throw. */
function describe(input: unknown): string {
  switch (typeof input) {
    case 'string':
      return quote(input);
    case 'number':
    case 'boolean':
    case 'bigint':
      return `the ${typeof input} ${input}`;
    case 'undefined':
      return 'nothing';
    default:
      return input === null ? 'null' : `a value of type ${typeof input}`;
  }
}
