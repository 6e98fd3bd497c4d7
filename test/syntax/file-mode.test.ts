import fc from 'fast-check';
import { formatFileMode, parseFileMode } from '../../lib/syntax/file-mode';

test.each([
  [0, 0],
  [0o400, 256],
  [0o644, 420],
  [0o777, 511],
  ['0400', 256],
  ['0o640', 416],
  ['00', 0],
])('%j is %d', (input, mode) => {
  expect(parseFileMode(input)).toEqual({ ok: true, value: mode });
});

test.each([
  [400, 'the decimal number 400 is 0620 in octal; did you mean 0o400?', '0o400'],
  [440, 'the decimal number 440 is 0670 in octal; did you mean 0o440?', '0o440'],
  [444, 'the decimal number 444 is 0674 in octal; did you mean 0o444?', '0o444'],
  [500, 'the decimal number 500 is 0764 in octal; did you mean 0o500?', '0o500'],
  [644, 'the decimal number 644 is 01204 in octal; did you mean 0o644?', '0o644'],
  [800, '800 is 01440 in octal, more than 0777', undefined],
  [-1, '-1 is not a file mode', undefined],
  [0.5, '0.5 is not a file mode', undefined],
  ['400', '"400" does not say whether it is decimal or octal; did you mean 0400?', '0400'],
  ['0800', '"0800" is not a file mode', undefined],
  ['rw-r--r--', '"rw-r--r--" is not a file mode', undefined],
  [true, 'expected a file mode, got the boolean true', undefined],
])('%j is refused', (input, reason, suggestion) => {
  expect(parseFileMode(input)).toEqual({ ok: false, reason, suggestion, allowed: expect.any(String) });
});

test('every mode has a text that means it', () => {
  fc.assert(
    fc.property(fc.nat(0o777), (mode) => {
      expect(parseFileMode(formatFileMode(mode).padStart(2, '0'))).toEqual({ ok: true, value: mode });
    }),
  );
});
