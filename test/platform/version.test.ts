import { isBefore, parseMinorVersion, parseReleaseVersion } from '../../lib/platform/version';

test.each([
  ['1.34', [1, 34], undefined],
  ['1.34.2', undefined, '1.34'],
  ['v1.34', undefined, '1.34'],
  [1.34, undefined, undefined],
  ['latest', undefined, undefined],
])('the Kubernetes minor %s', (input, value, suggestion) => {
  const parsed = parseMinorVersion(input);
  expect(parsed).toMatchObject(value ? { ok: true, value } : { ok: false, ...(suggestion && { suggestion }) });
});

test.each([
  ['0.5.6', [0, 5, 6], undefined],
  ['v0.5.6', undefined, '0.5.6'],
  ['0.5', undefined, undefined],
  ['0.5.6-rc1', undefined, undefined],
])('the release %s', (input, value, suggestion) => {
  const parsed = parseReleaseVersion(input);
  expect(parsed).toMatchObject(value ? { ok: true, value } : { ok: false, ...(suggestion && { suggestion }) });
});

test.each([
  ['0.5.3', '0.5.4', true],
  ['0.5.4', '0.5.4', false],
  ['0.5.10', '0.5.4', false],
  ['0.10.0', '1.0.0', true],
  ['1.0.3', '0.5.6', false],
])('%s before %s: %s', (version, other, expected) => {
  const [a, b] = [parseReleaseVersion(version), parseReleaseVersion(other)];
  expect(a.ok && b.ok && isBefore(a.value, b.value)).toBe(expected);
});
