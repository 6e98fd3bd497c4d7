import { malformedImageFindings } from '../../lib/images/rules/malformed-image';
import { unlockedImageFindings } from '../../lib/images/rules/unlocked-image';
import { examplePlatform } from '../../lib/platform/rules/example-platform';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const platform = examplePlatform({ images: { lock: { 'ghcr.io/acme/agent:1.2': DIGEST } } });

test.each([
  ['ghcr.io/acme/agent:1.2', true],
  [`ghcr.io/acme/other:1.2@${DIGEST}`, true],
  ['ghcr.io/acme/agent:1.3', false],
  ['ghcr.io/acme/agent', false],
])('%s is locked: %s', (image, locked) => {
  const findings = unlockedImageFindings(['image'], image, platform);
  expect(findings).toEqual(
    locked
      ? []
      : [expect.objectContaining({ path: ['image'], got: image, problem: expect.stringContaining('no digest') })],
  );
});

test('a malformed image is the other rule’s business', () => {
  expect(unlockedImageFindings(['image'], 'agent:1', platform)).toEqual([]);
  expect(malformedImageFindings(['image'], 'agent:1')).toEqual([
    expect.objectContaining({ path: ['image'], got: 'agent:1', problem: expect.stringContaining('names no registry') }),
  ]);
  expect(malformedImageFindings(['image'], 'ghcr.io/acme/agent:1.2')).toEqual([]);
});
