import fc from 'fast-check';
import { parseCron } from '../../lib/syntax/cron';

const all = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const EVERY = {
  kind: 'calendar',
  minute: all(0, 59),
  hour: all(0, 23),
  dayOfMonth: all(1, 31),
  month: all(1, 12),
  dayOfWeek: all(0, 6),
};

/** Schedules of robfig/cron v3.0.1's ParseStandard. */
test.each([
  ['* * * * *', {}],
  ['? ? ? ? ?', {}],
  ['*/15 3 * * *', { minute: [0, 15, 30, 45], hour: [3] }],
  ['5/20 * * * *', { minute: [5, 25, 45] }],
  ['0-10/5,30 * * * *', { minute: [0, 5, 10, 30] }],
  ['1,,2 * * * *', { minute: [1, 2] }],
  ['+5 05 * * *', { minute: [5], hour: [5] }],
  ['*-7 * * * *', {}],
  ['0 0 * JAN-mar mon,FRI', { minute: [0], hour: [0], month: [1, 2, 3], dayOfWeek: [1, 5] }],
  ['  0\t0  1 1 *  ', { minute: [0], hour: [0], dayOfMonth: [1], month: [1] }],
  ['0 0 29 2 *', { minute: [0], hour: [0], dayOfMonth: [29], month: [2] }],
  ['0 0 31 2 1', { minute: [0], hour: [0], dayOfMonth: [31], month: [2], dayOfWeek: [1] }],
  ['@daily', { minute: [0], hour: [0] }],
  ['@weekly', { minute: [0], hour: [0], dayOfWeek: [0] }],
  ['@hourly', { minute: [0] }],
])('%j', (text, fields) => {
  expect(parseCron(text)).toEqual({ ok: true, value: { ...EVERY, ...fields } });
});

test('@every', () => {
  expect(parseCron('@every 1h30m')).toEqual({ ok: true, value: { kind: 'every', nanoseconds: 5_400_000_000_000n } });
  expect(parseCron('@every 1.5s')).toEqual({ ok: true, value: { kind: 'every', nanoseconds: 1_000_000_000n } });
});

test.each([
  ['', '"" has 0 fields, a cron line has five', undefined],
  ['0 * * * * *', '"0 * * * * *" has 6 fields, a cron line has five', '* * * * *'],
  ['60 * * * *', '"60 * * * *" is not a cron line: in the minute, 60 is not within 0 to 59', undefined],
  ['* * 0 * *', '"* * 0 * *" is not a cron line: in the day of month, 0 is not within 1 to 31', undefined],
  ['* * * * 7', '"* * * * 7" is not a cron line: in the day of week, Sunday is 0, not 7', undefined],
  ['* * L * *', '"* * L * *" is not a cron line: in the day of month, "L" is not a number or name', undefined],
  ['5-1 * * * *', '"5-1 * * * *" is not a cron line: in the minute, "5-1" ends before it starts', undefined],
  ['*/0 * * * *', '"*/0 * * * *" is not a cron line: in the minute, "*/0" has the step "0"', undefined],
  ['1-2-3 * * * *', '"1-2-3 * * * *" is not a cron line: in the minute, "1-2-3" has more than one dash', undefined],
  ['1/2/3 * * * *', '"1/2/3 * * * *" is not a cron line: in the minute, "1/2/3" has more than one slash', undefined],
  [', * * * *', '", * * * *" is not a cron line: in the minute, "," selects nothing', undefined],
  ['0 0 31 4,6 *', '"0 0 31 4,6 *" never fires, because none of its months has such a day', undefined],
  ['@reboot', '"@reboot" is not a macro that CronJobs know', undefined],
  [
    '@every 1d',
    '"@every 1d" is not a cron line: "1d" has the unit "d", which durations do not know; did you mean 24h?',
    '@every 24h',
  ],
  ['@every 5ms', '"@every 5ms" is less than a second, and would fire every second', undefined],
  [
    'TZ=Europe/Berlin 0 3 * * *',
    '"TZ=Europe/Berlin 0 3 * * *" has a time zone, which CronJobs refuse in a schedule; set timeZone: "Europe/Berlin" beside it',
    '0 3 * * *',
  ],
  [
    'CRON_TZ=UTC',
    '"CRON_TZ=UTC" has a time zone, which CronJobs refuse in a schedule; set timeZone beside it',
    undefined,
  ],
  [5, 'expected a cron line, got the number 5', undefined],
])('%j is refused', (input, reason, suggestion) => {
  expect(parseCron(input)).toEqual({ ok: false, reason, suggestion, allowed: expect.any(String) });
});

test('a range with a step selects its arithmetic sequence', () => {
  fc.assert(
    fc.property(fc.nat(59), fc.nat(59), fc.integer({ min: 1, max: 70 }), (from, to, step) => {
      const parsed = parseCron(`${from}-${to}/${step} * * * *`);
      if (from > to) return expect(parsed.ok).toBe(false);
      expect(parsed).toMatchObject({
        value: { minute: all(from, to).filter((minute) => (minute - from) % step === 0) },
      });
    }),
  );
});
