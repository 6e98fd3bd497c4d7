import { accept, type Parsed, quote, refuse, refuseType, withSoundSuggestion } from './parsed';

const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/;
const ALLOWED = 'an RFC 3339 date-time, e.g. 2026-11-22T18:00:00Z';
const SECOND = 1_000_000_000n;

/** A point in time as nanoseconds since 1970-01-01T00:00:00Z. source: RFC 3339 §5.6, Go time.RFC3339 */
export function parseTimestamp(input: unknown): Parsed<bigint> {
  if (typeof input !== 'string') return refuseType(input, 'an RFC 3339 date-time', { allowed: ALLOWED });
  return withSoundSuggestion(read(input), read);
}

function read(input: string): Parsed<bigint> {
  const fail = (flaw: string, suggestion?: string) =>
    refuse(`${quote(input)} ${flaw}`, { allowed: ALLOWED, suggestion });
  const match = TIMESTAMP.exec(input);
  if (match === null) return fail(...flawOf(input));
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] = match;
  const [, , , , , , , , sign, offsetHour = '0', offsetMinute = '0'] = match;
  const days = daysSinceEpoch(Number(year), Number(month), Number(day));
  if (days === undefined) return fail(`has the date ${year}-${month}-${day}, which does not exist`);
  if (Number(second) === 60) return fail('has a leap second, which Kubernetes refuses');
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return fail(`has the time ${hour}:${minute}:${second}, which does not exist`);
  }
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) {
    return fail(`has the offset ${sign}${offsetHour}:${offsetMinute}, which does not exist`);
  }
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute));
  const seconds = ((days * 24 + Number(hour)) * 60 + Number(minute) - offset) * 60 + Number(second);
  return accept(BigInt(seconds) * SECOND + BigInt(fraction.slice(0, 9).padEnd(9, '0')));
}

function daysSinceEpoch(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() / 86_400_000 : undefined;
}

/** What is wrong with a text of another shape, and what was probably meant. */
function flawOf(input: string): [flaw: string, meant?: string] {
  if (/^\d{4}-\d{2}-\d{2}$/.test(input)) return ['has no time', `${input}T00:00:00Z`];
  if (/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?$/.test(input)) {
    return ['has no offset from UTC', `${input.replace(/[t ]/, 'T')}Z`];
  }
  const tidy = input
    .trim()
    .replace(/^(\d{4}-\d{2}-\d{2})[t ]/, '$1T')
    .replace(/z$/, 'Z')
    .replace(',', '.');
  if (TIMESTAMP.test(tidy)) return ['is not written exactly as RFC 3339 has it', tidy];
  return ['is not an RFC 3339 date-time'];
}
