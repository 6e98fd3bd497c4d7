import fc from 'fast-check';
import { compareQuantities, parseQuantity, type Quantity } from '../../lib/syntax/quantity';

const NANO = 1_000_000_000n;

/** Amounts of apimachinery v0.34.4's ParseQuantity. */
test.each<[string | number, bigint]>([
  ['0', 0n],
  ['-0', 0n],
  ['1', NANO],
  ['+1', NANO],
  ['-1', -NANO],
  ['1.', NANO],
  ['.5', NANO / 2n],
  ['500m', NANO / 2n],
  ['1n', 1n],
  ['0.1n', 1n],
  ['-0.1n', -1n],
  ['1u', 1000n],
  ['1k', 1000n * NANO],
  ['1Ki', 1024n * NANO],
  ['1.5Gi', 1610612736n * NANO],
  ['.0000000001Ki', 103n],
  ['12e6', 12_000_000n * NANO],
  ['12E6', 12_000_000n * NANO],
  ['1e-3', 1_000_000n],
  ['1e+3', 1000n * NANO],
  ['1E', 10n ** 18n * NANO],
  ['7Ei', 7n * 2n ** 60n * NANO],
  ['9223372036854775807', (2n ** 63n - 1n) * NANO],
  ['0e2147483647', 0n],
  ['1e-99999999999', 1n],
  [8, 8n * NANO],
])('%j is %d nano-units', (text, nano) => {
  expect(parseQuantity(text)).toEqual({ ok: true, value: { text: String(text), nano } });
});

test.each([
  ['1 GB', '"1 GB" is not a Kubernetes quantity; did you mean 1Gi or 1G?', '1Gi'],
  ['512mb', '"512mb" is not a Kubernetes quantity; did you mean 512Mi or 512M?', '512Mi'],
  ['2K', '"2K" is not a Kubernetes quantity; did you mean 2Ki or 2k?', '2Ki'],
  ['2gib', '"2gib" is not a Kubernetes quantity; did you mean 2Gi or 2G?', '2Gi'],
  ['1,5Gi', '"1,5Gi" is not a Kubernetes quantity; did you mean 1.5Gi?', '1.5Gi'],
  [' 1 Gi', '" 1 Gi" is not a Kubernetes quantity; did you mean 1Gi?', '1Gi'],
  ['2 cores', '"2 cores" is not a Kubernetes quantity; did you mean 2?', '2'],
  ['250 mCPU', '"250 mCPU" is not a Kubernetes quantity; did you mean 250m?', '250m'],
  ['100 bytes', '"100 bytes" is not a Kubernetes quantity; did you mean 100?', '100'],
  ['lots', '"lots" is not a Kubernetes quantity', undefined],
  ['', '"" is not a Kubernetes quantity', undefined],
  ['1e1.5', '"1e1.5" has an exponent that is not a whole number', undefined],
  ['16Ei', '"16Ei" is more than 2^63-1, the largest quantity that Kubernetes can hold', undefined],
  ['1e99999999999', '"1e99999999999" is more than 2^63-1, the largest quantity that Kubernetes can hold', undefined],
  [0.5, 'the number 0.5 is not a whole number, and a fraction must be written as a text', '0.5'],
  [Number.NaN, 'the number NaN is not a whole number, and a fraction must be written as a text', undefined],
  [null, 'expected a Kubernetes quantity, got null', undefined],
])('%j is refused', (input, reason, suggestion) => {
  expect(parseQuantity(input)).toEqual({ ok: false, reason, suggestion, allowed: expect.any(String) });
});

test('what a field demands besides', () => {
  expect(parseQuantity('-1', { nonNegative: true })).toMatchObject({
    reason: '"-1" is negative',
    allowed: '0 or more',
  });
  expect(parseQuantity('-1').ok).toBe(true);
  expect(parseQuantity('512m', { whole: true })).toMatchObject({
    reason: '"512m" is not a whole number: m is a thousandth; did you mean 512Mi or 512M?',
    suggestion: '512Mi',
  });
  expect(parseQuantity('0.5', { whole: true })).toMatchObject({ reason: '"0.5" is not a whole number' });
  expect(parseQuantity('1.5Gi', { whole: true }).ok).toBe(true);
  expect(parseQuantity('2000m', { whole: true }).ok).toBe(true);
});

/** The pattern of quantities in the upstream CRDs, with short numbers and whole exponents. */
const inGrammar = fc.stringMatching(
  /^(\+|-)?(([0-9]{1,6}(\.[0-9]{0,6})?)|(\.[0-9]{1,6}))(([KMGT]i)|[numkMGT]|([eE](\+|-)?[0-9]))?$/,
);
const quantity = inGrammar.map((text) => {
  const parsed = parseQuantity(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
});

test('whatever the grammar allows is parsed', () => {
  fc.assert(fc.property(inGrammar, (text) => parseQuantity(text).ok));
});

test('compare is a total order', () => {
  fc.assert(
    fc.property(quantity, quantity, quantity, (a, b, c) => {
      expect(compareQuantities(a, a)).toBe(0);
      expect(compareQuantities(a, b) + compareQuantities(b, a)).toBe(0);
      const [low, middle, high] = [a, b, c].sort(compareQuantities) as [Quantity, Quantity, Quantity];
      expect(compareQuantities(low, middle)).not.toBe(1);
      expect(compareQuantities(middle, high)).not.toBe(1);
      expect(compareQuantities(low, high)).not.toBe(1);
    }),
  );
});

test('a suffix is a multiplication', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_000_000 }), (count) => {
      const nano = (text: string) => (parseQuantity(text) as { value: Quantity }).value.nano;
      expect(nano(`${count}Gi`)).toBe(BigInt(count) * 1024n ** 3n * NANO);
      expect(nano(`${count}G`)).toBe(nano(`${count}e9`));
      expect(nano(`${count}m`) * 1000n).toBe(nano(String(count)));
    }),
  );
});
