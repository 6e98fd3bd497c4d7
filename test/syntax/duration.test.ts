import fc from 'fast-check';
import { parseDuration } from '../../lib/syntax/duration';

/** Values of Go's time.ParseDuration. */
test.each<[string, bigint]>([
  ['0', 0n],
  ['-0', 0n],
  ['1h30m', 5_400_000_000_000n],
  ['250ms', 250_000_000n],
  ['-1s', -1_000_000_000n],
  ['+5s', 5_000_000_000n],
  ['1.5h', 5_400_000_000_000n],
  ['.5s', 500_000_000n],
  ['1.s', 1_000_000_000n],
  ['1µs', 1000n],
  ['1μs', 1000n],
  ['1us2ns', 1002n],
  ['1m1m', 120_000_000_000n],
  ['0.3333333333333333333h', 1_200_000_000_000n],
  ['0.9223372036854775807h', 3_320_413_933_267n],
  ['9223372036854775807ns', 2n ** 63n - 1n],
  ['-9223372036854775808ns', -(2n ** 63n)],
])('%s', (text, nanoseconds) => {
  expect(parseDuration(text)).toEqual({ ok: true, value: nanoseconds });
});

test.each([
  [30, 'the number 30 has no unit', '30s'],
  ['30', '"30" has no unit; did you mean 30s?', '30s'],
  ['1d', '"1d" has the unit "d", which durations do not know; did you mean 24h?', '24h'],
  ['1d12h', '"1d12h" has the unit "d", which durations do not know; did you mean 24h12h?', '24h12h'],
  ['1.5 days', '"1.5 days" is not a duration; did you mean 36h?', '36h'],
  ['2w', '"2w" has the unit "w", which durations do not know; did you mean 336h?', '336h'],
  ['5min', '"5min" has the unit "min", which durations do not know; did you mean 5m?', '5m'],
  ['1h 30m', '"1h 30m" is not a duration; did you mean 1h30m?', '1h30m'],
  ['1H', '"1H" has the unit "H", which durations do not know; did you mean 1h?', '1h'],
  ['', '"" is not a duration', undefined],
  ['.s', '".s" is not a duration', undefined],
  ['soon', '"soon" is not a duration', undefined],
  ['9223372036854775808ns', '"9223372036854775808ns" does not fit into 64 bits of nanoseconds', undefined],
  [{}, 'expected a duration, got a value of type object', undefined],
])('%j is refused', (input, reason, suggestion) => {
  expect(parseDuration(input)).toEqual({ ok: false, reason, suggestion, allowed: expect.any(String) });
});

test('parts add up', () => {
  const count = fc.integer({ min: 0, max: 100_000 });
  fc.assert(
    fc.property(count, count, count, (hours, minutes, ms) => {
      expect(parseDuration(`-${hours}h${minutes}m${ms}ms`)).toEqual({
        ok: true,
        value: -(BigInt(hours * 60 + minutes) * 60_000n + BigInt(ms)) * 1_000_000n,
      });
    }),
  );
});
