import { parseDuration } from './duration';
import { accept, type Parsed, quote, type Refused, refuse, refuseType, withSoundSuggestion } from './parsed';

/** When a cron line fires: at the named minutes, hours and days, or every so many nanoseconds. */
export type CronSchedule =
  | {
      readonly kind: 'calendar';
      readonly minute: readonly number[];
      readonly hour: readonly number[];
      readonly dayOfMonth: readonly number[];
      readonly month: readonly number[];
      /** 0 is Sunday. */
      readonly dayOfWeek: readonly number[];
    }
  | { readonly kind: 'every'; readonly nanoseconds: bigint };

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MINUTE: Field = { name: 'minute', min: 0, max: 59 };
const HOUR: Field = { name: 'hour', min: 0, max: 23 };
const DAY_OF_MONTH: Field = { name: 'day of month', min: 1, max: 31 };
const MONTH: Field = {
  name: 'month',
  min: 1,
  max: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const DAY_OF_WEEK: Field = {
  name: 'day of week',
  min: 0,
  max: 6,
  names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
};

const MACROS: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/** The white space of Go's strings.Fields. */
const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const SECOND = 1_000_000_000n;
const ALLOWED = 'minute hour day-of-month month day-of-week, or a macro such as @daily';

/**
 * The schedule of a CronJob.
 *
 * Refuses, besides what Kubernetes refuses, schedules that it accepts and that then never fire.
 * source: robfig/cron v3 ParseStandard, kubernetes validateScheduleFormat
 */
export function parseCron(input: unknown): Parsed<CronSchedule> {
  if (typeof input !== 'string') return refuseType(input, 'a cron line', { allowed: ALLOWED });
  if (input.includes('TZ')) return refuseTimeZone(input);
  return withSoundSuggestion(read(input), read);
}

function read(input: string): Parsed<CronSchedule> {
  if (input.startsWith('@every ')) return parseEvery(input);
  if (input.startsWith('@') && !MACROS.has(input)) {
    return refuse(`${quote(input)} is not a macro that CronJobs know`, {
      allowed: `${[...MACROS.keys()].join(', ')} or @every with a duration`,
    });
  }
  const fields = (MACROS.get(input) ?? input).split(SPACE).filter((field) => field !== '');
  if (fields.length !== 5) {
    return refuse(`${quote(input)} has ${fields.length} fields, a cron line has five`, {
      allowed: ALLOWED,
      suggestion: fields.length === 6 ? fields.slice(1).join(' ') : undefined,
    });
  }
  const parsed = [MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK].map((field, index) =>
    parseField(fields[index]!, field),
  );
  const failed = parsed.find((field): field is Refused => !field.ok);
  if (failed !== undefined) return refuse(`${quote(input)} is not a cron line: ${failed.reason}`, failed);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = parsed.map((field) => (field.ok ? field.value : []));
  const schedule = {
    kind: 'calendar',
    minute: minute!,
    hour: hour!,
    dayOfMonth: dayOfMonth!,
    month: month!,
    dayOfWeek: dayOfWeek!,
  } as const;
  const everyWeekday = fields[4]!.split(',').some(isStar);
  const exists = schedule.month.some((which) => schedule.dayOfMonth.some((day) => day <= DAYS_OF_MONTH[which - 1]!));
  if (!exists && everyWeekday) {
    return refuse(`${quote(input)} never fires, because none of its months has such a day`, {
      allowed: 'a day that the month has',
    });
  }
  return accept(schedule);
}

/** Whether robfig/cron takes the range for the whole field, which makes the other field of the day decide. */
function isStar(range: string): boolean {
  return /^[*?](-[^/]*)?(\/\+?0*1)?$/.test(range);
}

function refuseTimeZone(input: string): Refused {
  const [, zone, line] = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/s.exec(input) ?? [];
  const field = zone === undefined ? 'timeZone' : `timeZone: ${quote(zone)}`;
  return refuse(`${quote(input)} has a time zone, which CronJobs refuse in a schedule; set ${field} beside it`, {
    allowed: ALLOWED,
    suggestion: line !== undefined && !line.includes('TZ') && read(line).ok ? line : undefined,
  });
}

function parseEvery(input: string): Parsed<CronSchedule> {
  const every = parseDuration(input.slice('@every '.length));
  if (!every.ok) {
    return refuse(`${quote(input)} is not a cron line: ${every.reason}`, {
      allowed: every.allowed,
      suggestion: every.suggestion && `@every ${every.suggestion}`,
    });
  }
  if (every.value < SECOND) {
    return refuse(`${quote(input)} is less than a second, and would fire every second`, {
      allowed: '@every 1s or more',
    });
  }
  return accept({ kind: 'every', nanoseconds: every.value - (every.value % SECOND) });
}

/** The numbers that a list of ranges selects, in order. source: robfig/cron v3 getField */
function parseField(text: string, field: Field): Parsed<readonly number[]> {
  const ranges = text.split(',').filter((range) => range !== '');
  const selected = new Set<number>();
  for (const range of ranges) {
    const numbers = parseRange(range, field);
    if (!numbers.ok) return numbers;
    for (const number of numbers.value) selected.add(number);
  }
  if (selected.size === 0) return failField(field, `${quote(text)} selects nothing`);
  return accept([...selected].sort((a, b) => a - b));
}

/** One `*`, `n`, `n-m`, each with an optional `/step`. source: robfig/cron v3 getRange */
function parseRange(text: string, field: Field): Parsed<readonly number[]> {
  const [range = '', step, ...tooMany] = text.split('/');
  if (tooMany.length > 0) return failField(field, `${quote(text)} has more than one slash`);
  const bounds = parseBounds(range, field, step !== undefined);
  if (!bounds.ok) return bounds;
  const by = step === undefined ? 1 : parseNumber(step);
  if (by === undefined || by === 0) return failField(field, `${quote(text)} has the step ${quote(step ?? '')}`);
  const [from, to] = bounds.value;
  const numbers: number[] = [];
  for (let number = from; number <= to; number += by) numbers.push(number);
  return accept(numbers);
}

function parseBounds(range: string, field: Field, stepped: boolean): Parsed<readonly [number, number]> {
  const { min, max } = field;
  const [low = '', high, ...tooMany] = range.split('-');
  if (low === '*' || low === '?') return accept([min, max]);
  if (tooMany.length > 0) return failField(field, `${quote(range)} has more than one dash`);
  const from = parseNumber(low, field.names, min);
  const to = high === undefined ? from : parseNumber(high, field.names, min);
  if (from === undefined || to === undefined) return failField(field, `${quote(range)} is not a number or name`);
  const outside = [from, to].find((number) => number < min || number > max);
  if (outside === 7 && field === DAY_OF_WEEK) return failField(field, 'Sunday is 0, not 7');
  if (outside !== undefined) return failField(field, `${outside} is not within ${min} to ${max}`);
  if (from > to) return failField(field, `${quote(range)} ends before it starts`);
  return accept([from, stepped && high === undefined ? max : to]);
}

function failField({ name, min, max, names }: Field, flaw: string): Refused {
  const spelled = names === undefined ? '' : ` or ${names[0]} to ${names[names.length - 1]}`;
  return refuse(`in the ${name}, ${flaw}`, { allowed: `${name}: ${min} to ${max}${spelled}, lists, ranges and steps` });
}

/** A decimal number, or the place of a name counted from `first`. source: robfig/cron v3 parseIntOrName */
function parseNumber(text: string, names: readonly string[] = [], first = 0): number | undefined {
  const place = names.indexOf(text.toLowerCase());
  if (place >= 0) return first + place;
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}
