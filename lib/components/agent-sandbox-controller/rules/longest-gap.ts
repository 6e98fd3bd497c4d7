import type { CronSchedule } from '../../../syntax/cron';

const DAY = 86_400_000;
const NANOSECONDS_PER_DAY = 86_400_000_000_000n;

// After 28 years weekdays and leap days fall on the same dates again, but for the turn of a century.
const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 28 * 365 + 7;

/** The longest time between two runs of a schedule, in days. */
export function longestGapDays(schedule: CronSchedule): number {
  if (schedule.kind === 'every') return Number(schedule.nanoseconds / NANOSECONDS_PER_DAY);
  let longest = 0;
  let last = 0;
  for (let day = 0; day < DAYS; day++) {
    if (!firesOn(schedule, new Date(FIRST_DAY + day * DAY))) continue;
    longest = Math.max(longest, day - last);
    last = day;
  }
  return Math.max(longest, DAYS - 1 - last);
}

// With both fields of the day restricted, cron fires when either fits.
function firesOn({ month, dayOfMonth, dayOfWeek }: Extract<CronSchedule, { kind: 'calendar' }>, day: Date): boolean {
  if (!month.includes(day.getUTCMonth() + 1)) return false;
  const date = dayOfMonth.includes(day.getUTCDate());
  const weekday = dayOfWeek.includes(day.getUTCDay());
  return dayOfMonth.length < 31 && dayOfWeek.length < 7 ? date || weekday : date && weekday;
}
