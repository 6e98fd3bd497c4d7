import { accept, type Parsed, quote, type Refused, refuse, refuseType } from './parsed';

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n, // U+00B5, micro sign
  μs: 1_000n, // U+03BC, Greek mu
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const DURATION = /^([+-]?)((?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const PART = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g;
const LONGEST = 2n ** 63n;
const ALLOWED = 'numbers with the units h, m, s, ms, us or ns, e.g. 1h30m';

/** A Go duration in nanoseconds, e.g. `1h30m`, `250ms`, `-1s` or `0`. source: Go time.ParseDuration */
export function parseDuration(input: unknown): Parsed<bigint> {
  if (typeof input === 'number') {
    return refuse(`the number ${input} has no unit`, {
      allowed: ALLOWED,
      suggestion: meantDuration(String(input)),
    });
  }
  if (typeof input !== 'string') return refuseType(input, 'a duration', { allowed: ALLOWED });
  if (/^[+-]?0$/.test(input)) return accept(0n);
  const [, sign, parts] = DURATION.exec(input) ?? [];
  if (parts === undefined) return refuseSyntax(input);
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of parts.matchAll(PART)) {
    total += BigInt(whole) * UNITS[unit]! + fractionOf(fraction, UNITS[unit]!);
  }
  if (total > (sign === '-' ? LONGEST : LONGEST - 1n)) {
    return refuse(`${quote(input)} does not fit into 64 bits of nanoseconds`, { allowed: 'at most about 2562047h' });
  }
  return accept(sign === '-' ? -total : total);
}

/** The digits behind the point as nanoseconds, in the floating-point arithmetic of Go, whose last digit they share. */
function fractionOf(digits: string, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = value * 10n + BigInt(digit);
    if (value > (LONGEST - 1n) / 10n || next > LONGEST) break;
    value = next;
    scale *= 10;
  }
  return BigInt(Math.floor(Number(value) * (Number(unit) / scale)));
}

function refuseSyntax(input: string): Refused {
  const meant = meantDuration(input);
  const problem = /^[+-]?[\d.]+$/.test(input) ? 'has no unit' : unknownUnit(input);
  const question = meant === undefined ? '' : `; did you mean ${meant}?`;
  return refuse(`${quote(input)} ${problem}${question}`, { allowed: ALLOWED, suggestion: meant });
}

function unknownUnit(input: string): string {
  const unit = [...input.matchAll(/[\d.]([a-zµμ]+)/gi)]
    .map(([, found = '']) => found)
    .find((found) => !Object.hasOwn(UNITS, found));
  return unit === undefined ? 'is not a duration' : `has the unit ${quote(unit)}, which durations do not know`;
}

const LOOSE_UNITS: readonly (readonly [RegExp, unit: string, times: number])[] = [
  [/^w(eeks?)?$/i, 'h', 168],
  [/^d(ays?)?$/i, 'h', 24],
  [/^h((ou)?rs?)?$/i, 'h', 1],
  [/^(m|min(ute)?s?)$/i, 'm', 1],
  [/^s(ec(ond)?s?)?$/i, 's', 1],
  [/^(ms|millis(econds?)?)$/i, 'ms', 1],
  [/^$/, 's', 1],
];

const LOOSE_PART = /(\d+(?:\.\d+)?) *([a-z]*) */gi;

/** What somebody probably meant who wrote days, spaces, words or no unit at all. */
function meantDuration(input: string): string | undefined {
  const [, sign = '', parts = ''] = /^([+-]?)([\d. a-z]+)$/i.exec(input.trim()) ?? [];
  if (parts === '' || parts.replace(LOOSE_PART, '') !== '') return undefined;
  let meant = sign;
  for (const [, number = '', word = ''] of parts.matchAll(LOOSE_PART)) {
    const known = LOOSE_UNITS.find(([pattern]) => pattern.test(word));
    if (known === undefined) return undefined;
    const [, unit, times] = known;
    meant += `${times === 1 ? number : Number((Number(number) * times).toFixed(6))}${unit}`;
  }
  return parseDuration(meant).ok ? meant : undefined;
}
