import { remembering } from './memo';
import { accept, type Parsed, quote, type Refused, refuse, refuseType } from './parsed';

/** How long a name may be, and why when that is less than its syntax allows. */
export interface NameLimit {
  readonly max: number;
  /** Completes the sentence "… has at most `max` characters, because …". */
  readonly because?: string;
}

interface NameSyntax {
  /** With its article, e.g. `an RFC 1123 label`. */
  readonly what: string;
  readonly pattern: RegExp;
  /** Any character that the pattern allows nowhere. */
  readonly foreign: RegExp;
  readonly allowed: string;
}

const LABEL: NameSyntax = {
  what: 'an RFC 1123 label',
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  foreign: /[^-a-z0-9]/u,
  allowed: 'lower-case letters, digits and "-", with a letter or digit at both ends',
};

const SUBDOMAIN: NameSyntax = {
  what: 'an RFC 1123 subdomain',
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  foreign: /[^-.a-z0-9]/u,
  allowed: 'lower-case letters, digits, "-" and ".", with a letter or digit at both ends of every part between dots',
};

const SUBDOMAIN_OF_ANY_CASE: NameSyntax = {
  ...SUBDOMAIN,
  pattern: new RegExp(SUBDOMAIN.pattern.source, 'i'),
  foreign: /[^-.A-Za-z0-9]/u,
};

const RFC_1035_LABEL: NameSyntax = {
  what: 'an RFC 1035 label',
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  foreign: /[^-a-z0-9]/u,
  allowed: 'lower-case letters, digits and "-", with a letter at the start and a letter or digit at the end',
};

const QUALIFIED_NAME_PART: NameSyntax = {
  what: 'the name part of a key',
  pattern: /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  foreign: /[^-A-Za-z0-9_.]/u,
  allowed: 'letters, digits, "-", "_" and ".", with a letter or digit at both ends',
};

const LABEL_VALUE: NameSyntax = { ...QUALIFIED_NAME_PART, what: 'a label value' };

/** An RFC 1123 label, e.g. a namespace or a volume. source: apimachinery validation.IsDNS1123Label */
export function parseDnsLabel(input: unknown, limit: NameLimit = { max: 63 }): Parsed<string> {
  return parseName(input, LABEL, limit);
}

/** An RFC 1123 subdomain, the name of most objects. source: apimachinery validation.IsDNS1123Subdomain */
export function parseDnsSubdomain(input: unknown, limit: NameLimit = { max: 253 }): Parsed<string> {
  return parseName(input, SUBDOMAIN, limit);
}

/** An RFC 1035 label, the name of a Service. source: apimachinery validation.IsDNS1035Label */
export function parseRfc1035Label(input: unknown, limit: NameLimit = { max: 63 }): Parsed<string> {
  return parseName(input, RFC_1035_LABEL, limit);
}

/** A name with an optional DNS prefix, e.g. `example.com/team`. source: apimachinery validation.IsQualifiedName */
export function parseQualifiedName(input: unknown): Parsed<string> {
  return parseKey(input, 'a qualified name', SUBDOMAIN);
}

/** The key of a label. source: apimachinery validation.ValidateLabelName */
export function parseLabelKey(input: unknown): Parsed<string> {
  return typeof input === 'string' ? readLabelKey(input) : parseKey(input, LABEL_KEY, SUBDOMAIN);
}

const LABEL_KEY = 'a label key';
const readLabelKey = remembering((input) => parseKey(input, LABEL_KEY, SUBDOMAIN));

/** The key of an annotation, whose prefix may have capitals. source: apimachinery validation.ValidateAnnotations */
export function parseAnnotationKey(input: unknown): Parsed<string> {
  return parseKey(input, 'an annotation key', SUBDOMAIN_OF_ANY_CASE);
}

/** The value of a label, which may be empty. source: apimachinery validation.IsValidLabelValue */
export function parseLabelValue(input: unknown): Parsed<string> {
  return input === '' ? accept(input) : parseName(input, LABEL_VALUE, { max: 63 });
}

function parseKey(input: unknown, what: string, prefixSyntax: NameSyntax): Parsed<string> {
  if (typeof input !== 'string') return refuseType(input, what);
  const parts = input.split('/');
  if (parts.length > 2) {
    return refuse(`${quote(input)} has ${parts.length - 1} slashes, ${what} has at most one`, {
      allowed: 'name or dns.prefix/name',
    });
  }
  const [first = '', second] = parts;
  const name = parseName(second ?? first, QUALIFIED_NAME_PART, { max: 63 });
  const prefix = second === undefined ? accept('') : parseName(first, prefixSyntax, { max: 253 });
  const failed = [prefix, name].find((part): part is Refused => !part.ok);
  if (failed === undefined) return accept(input);
  const where = failed === prefix ? 'prefix' : 'name';
  return refuse(`${quote(input)} is not ${what}: its ${where} ${failed.reason}`, {
    allowed: `${where}: ${failed.allowed}`,
  });
}

function parseName(input: unknown, syntax: NameSyntax, { max, because }: NameLimit): Parsed<string> {
  const { what } = syntax;
  if (typeof input !== 'string') return refuseType(input, what);
  if (input.length <= max && syntax.pattern.test(input)) return accept(input);
  const allowed = `at most ${max} characters: ${syntax.allowed}`;
  const fail = (flaw: string) => refuse(flaw, { allowed, suggestion: mend(input, syntax, max) });
  if (input === '') return fail(`is empty, ${what} has at least one character`);
  const foreign = syntax.foreign.exec(input)?.[0];
  if (foreign !== undefined) return fail(`${quote(input)} contains ${quote(foreign)}, which ${what} does not allow`);
  if (input.length > max) {
    const reason =
      because === undefined ? `${what} has at most ${max}` : `at most ${max} are possible, because ${because}`;
    return fail(`${quote(input)} has ${input.length} characters, ${reason}`);
  }
  return fail(`${quote(input)} ${misplaced(input, syntax)}, which ${what} does not allow`);
}

/** Which character stands where it may not, in a text of allowed characters only. */
function misplaced(text: string, { pattern }: NameSyntax): string {
  const [first, last] = [text.charAt(0), text.charAt(text.length - 1)];
  if (!pattern.test(first)) return `starts with ${quote(first)}`;
  if (!/[A-Za-z0-9]/.test(last)) return `ends with ${quote(last)}`;
  const seam = /\.\.|-\.|\.-/.exec(text)?.[0];
  return seam === undefined ? 'is malformed' : `contains ${quote(seam)}`;
}

/** The nearest text that has the syntax: lower case, dashes for anything else, cut at the ends. */
function mend(text: string, { pattern, foreign }: NameSyntax, max: number): string | undefined {
  if (text.length > max) return undefined;
  const lower = foreign.test('A') ? text.toLowerCase() : text;
  const mended = lower
    .replace(new RegExp(foreign.source, 'gu'), '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .replace(/-*\.[-.]*/g, '.');
  return mended !== '' && pattern.test(mended) ? mended : undefined;
}
