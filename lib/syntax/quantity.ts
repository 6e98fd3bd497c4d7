import { remembering } from './memo';
import {
  type Accepted,
  accept,
  type Parsed,
  quote,
  type Refused,
  refuse,
  refuseType,
  withSoundSuggestion,
} from './parsed';

/** An amount of a resource. */
export interface Quantity {
  /** As written. */
  readonly text: string;
  /** The exact amount in thousand-millionths of a unit, rounded away from zero as Kubernetes does. */
  readonly nano: bigint;
}

/** What a field demands of a quantity besides its syntax. */
export interface QuantityRules {
  /** Refuses amounts below zero, as resource requests, limits and quotas do. */
  readonly nonNegative?: boolean;
  /** Refuses fractions of a unit, for bytes and counts: catches `512m` meant as 512 mebibytes. */
  readonly whole?: boolean;
}

/** source: the pattern of quantities in the upstream CRDs, with the integer exponent that ParseQuantity demands. */
const QUANTITY = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:([KMGTPE])i|([numkMGTPE])|[eE]([+-]?\d+))?$/;
const FRACTIONAL_EXPONENT = /^[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?(?:\d+\.\d*|\.\d+)$/;

const DECIMAL_EXPONENT: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY_EXPONENT: Readonly<Record<string, bigint>> = { K: 10n, M: 20n, G: 30n, T: 40n, P: 50n, E: 60n };

const NANO = 1_000_000_000n;
/** source: apimachinery resource.Quantity, "no quantity may represent a number greater than 2^63-1 in magnitude" */
const LARGEST = (2n ** 63n - 1n) * NANO;
/** Beyond this many digits before the point every non-zero amount is too large, whatever its suffix. */
const DIGITS_OF_LARGEST = 20;
const DIGITS_OF_NANO = 9;

const ALLOWED = 'a number with an optional suffix: n u m k M G T P E, Ki Mi Gi Ti Pi Ei, or e and a whole exponent';

/**
 * A resource quantity such as `500m`, `1.5Gi` or `12e6`; also the integers that JSON and YAML write without quotes.
 *
 * Refuses amounts beyond 2^63-1, which Kubernetes cuts to that number without saying so.
 * source: apimachinery resource.ParseQuantity
 */
export function parseQuantity(input: unknown, rules: QuantityRules = {}): Parsed<Quantity> {
  if (typeof input === 'number') return parseNumber(input, rules);
  if (typeof input !== 'string') return refuseType(input, 'a Kubernetes quantity', { allowed: ALLOWED });
  const parsed = read(input);
  if (parsed.ok) return checkRules(parsed, rules);
  return withSoundSuggestion(parsed, (suggested) => parseQuantity(suggested, rules));
}

const read = remembering((input: string): Parsed<Quantity> => {
  const match = QUANTITY.exec(input);
  if (match === null) return refuseSyntax(input);
  const nano = toNano(match);
  if (nano === undefined) {
    return refuse(`${quote(input)} is more than 2^63-1, the largest quantity that Kubernetes can hold`, {
      allowed: 'at most 9223372036854775807',
    });
  }
  return accept({ text: input, nano });
});

/** Orders two quantities by their amount, whatever their suffixes. source: apimachinery Quantity.Cmp */
export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  if (a.nano === b.nano) return 0;
  return a.nano < b.nano ? -1 : 1;
}

function parseNumber(input: number, rules: QuantityRules): Parsed<Quantity> {
  if (Number.isSafeInteger(input)) return parseQuantity(String(input), rules);
  const suggestion = Number.isFinite(input) ? String(input) : undefined;
  return refuse(`the number ${input} is not a whole number, and a fraction must be written as a text`, {
    allowed: ALLOWED,
    suggestion: suggestion !== undefined && parseQuantity(suggestion, rules).ok ? suggestion : undefined,
  });
}

/** The amount in nano-units, or `undefined` when it is too large to hold. */
function toNano([, sign, whole = '', fraction = '', onlyFraction, binary, decimal, written]: RegExpExecArray) {
  const places = onlyFraction ?? fraction;
  const digits = (whole + places).replace(/^0+/, '');
  if (digits === '') return 0n;
  const exponent = (decimal === undefined ? Number(written ?? 0) : DECIMAL_EXPONENT[decimal]!) - places.length;
  const shift = binary === undefined ? 0n : BINARY_EXPONENT[binary]!;
  if (digits.length + exponent > DIGITS_OF_LARGEST) return undefined;
  const scale = exponent + DIGITS_OF_NANO;
  const amount = scale < -digits.length - DIGITS_OF_LARGEST ? 1n : scaled(BigInt(digits) << shift, scale);
  if (amount > LARGEST) return undefined;
  return sign === '-' ? -amount : amount;
}

/** `amount` × 10^`scale`, rounded up. */
function scaled(amount: bigint, scale: number): bigint {
  if (scale >= 0) return amount * 10n ** BigInt(scale);
  const divisor = 10n ** BigInt(-scale);
  return (amount + divisor - 1n) / divisor;
}

function checkRules(accepted: Accepted<Quantity>, { nonNegative, whole }: QuantityRules): Parsed<Quantity> {
  const { text, nano } = accepted.value;
  if (nonNegative && nano < 0n) return refuse(`${quote(text)} is negative`, { allowed: '0 or more' });
  if (whole && nano % NANO !== 0n) {
    const [, digits] = /^(.*)m$/.exec(text) ?? [];
    if (digits === undefined) return refuse(`${quote(text)} is not a whole number`, { allowed: 'a whole number' });
    return refuse(`${quote(text)} is not a whole number: m is a thousandth; did you mean ${digits}Mi or ${digits}M?`, {
      allowed: 'a whole number',
      suggestion: `${digits}Mi`,
    });
  }
  return accepted;
}

function refuseSyntax(input: string): Refused {
  if (FRACTIONAL_EXPONENT.test(input)) {
    return refuse(`${quote(input)} has an exponent that is not a whole number`, { allowed: ALLOWED });
  }
  const meant = meantQuantities(input);
  const question = meant.length === 0 ? '' : `; did you mean ${meant.join(' or ')}?`;
  return refuse(`${quote(input)} is not a Kubernetes quantity${question}`, { allowed: ALLOWED, suggestion: meant[0] });
}

const LOOSE = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)) *([a-z]*)$/i;
const BYTES = /^([kmgtpe])(?:i?b(?:ytes?)?|i)?$/i;

/** What somebody probably meant who wrote spaces, bytes or the wrong case; the likeliest first. */
function meantQuantities(input: string): readonly string[] {
  const compact = input.trim().replace(/^([+-]?\d+),(\d+)/, '$1.$2');
  const [, number, unit] = LOOSE.exec(compact) ?? [];
  if (number === undefined || unit === undefined) return [];
  if (QUANTITY.test(number + unit)) return [number + unit];
  if (/^(b|bytes?|cpus?|v?cpus?|cores?)$/i.test(unit)) return [number];
  if (/^(m|milli)(cpus?|cores?)$/i.test(unit)) return [`${number}m`];
  const letter = BYTES.exec(unit)?.[1]?.toUpperCase();
  if (letter === undefined) return [];
  return [`${number}${letter}i`, `${number}${letter === 'K' ? 'k' : letter}`];
}
