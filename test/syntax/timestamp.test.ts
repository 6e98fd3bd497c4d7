import fc from 'fast-check';
import { parseTimestamp } from '../../lib/syntax/timestamp';

test.each<[string, bigint]>([
  ['1970-01-01T00:00:00Z', 0n],
  ['1970-01-01T00:00:00.000000001Z', 1n],
  ['1970-01-01T00:00:00.1234567899Z', 123_456_789n],
  ['1969-12-31T23:59:59.5Z', -500_000_000n],
  ['1970-01-01T02:00:00+02:00', 0n],
  ['1969-12-31T19:30:00-04:30', 0n],
  ['2024-02-29T12:34:56Z', 1_709_210_096_000_000_000n],
  ['0000-01-01T00:00:00Z', -62_167_219_200_000_000_000n],
])('%s', (text, nanoseconds) => {
  expect(parseTimestamp(text)).toEqual({ ok: true, value: nanoseconds });
});

test.each([
  ['2023-02-29T00:00:00Z', '"2023-02-29T00:00:00Z" has the date 2023-02-29, which does not exist', undefined],
  ['2026-13-01T00:00:00Z', '"2026-13-01T00:00:00Z" has the date 2026-13-01, which does not exist', undefined],
  ['2026-11-22T24:00:00Z', '"2026-11-22T24:00:00Z" has the time 24:00:00, which does not exist', undefined],
  ['2016-12-31T23:59:60Z', '"2016-12-31T23:59:60Z" has a leap second, which Kubernetes refuses', undefined],
  ['2026-11-22T18:00:00+25:00', '"2026-11-22T18:00:00+25:00" has the offset +25:00, which does not exist', undefined],
  ['2026-11-22', '"2026-11-22" has no time', '2026-11-22T00:00:00Z'],
  ['2026-11-22 18:00:00', '"2026-11-22 18:00:00" has no offset from UTC', '2026-11-22T18:00:00Z'],
  ['2026-11-22t18:00:00z', '"2026-11-22t18:00:00z" is not written exactly as RFC 3339 has it', '2026-11-22T18:00:00Z'],
  ['tomorrow', '"tomorrow" is not an RFC 3339 date-time', undefined],
  [1_700_000_000, 'expected an RFC 3339 date-time, got the number 1700000000', undefined],
])('%j is refused', (input, reason, suggestion) => {
  expect(parseTimestamp(input)).toEqual({ ok: false, reason, suggestion, allowed: expect.any(String) });
});

test('agrees with the platform on every millisecond', () => {
  const date = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(date, (when) => {
      expect(parseTimestamp(when.toISOString())).toEqual({ ok: true, value: BigInt(when.getTime()) * 1_000_000n });
    }),
  );
});
