import fc from 'fast-check';
import * as sandbox from '../../lib/syntax/agent-sandbox-names';
import { parseCidr, parseIpAddress } from '../../lib/syntax/cidr';
import { parseCron } from '../../lib/syntax/cron';
import { parseDuration } from '../../lib/syntax/duration';
import { parseFileMode } from '../../lib/syntax/file-mode';
import { parseHost } from '../../lib/syntax/host';
import { parseDigest, parseImagePrefix, parseImageReference } from '../../lib/syntax/image-reference';
import * as names from '../../lib/syntax/names';
import type { Parsed } from '../../lib/syntax/parsed';
import { parsePort, parsePortName, parsePortRange, parsePortReference } from '../../lib/syntax/port';
import { parseQuantity } from '../../lib/syntax/quantity';
import { parseTimestamp } from '../../lib/syntax/timestamp';

const PARSERS: Readonly<Record<string, (input: unknown) => Parsed<unknown>>> = {
  parseDnsLabel: (input) => names.parseDnsLabel(input),
  parseDnsSubdomain: (input) => names.parseDnsSubdomain(input),
  parseRfc1035Label: (input) => names.parseRfc1035Label(input),
  parseQualifiedName: names.parseQualifiedName,
  parseLabelKey: names.parseLabelKey,
  parseLabelValue: names.parseLabelValue,
  parseAnnotationKey: names.parseAnnotationKey,
  parseSandboxName: sandbox.parseSandboxName,
  parseClaimName: sandbox.parseClaimName,
  parseWarmPoolName: sandbox.parseWarmPoolName,
  parseTemplateName: sandbox.parseTemplateName,
  parseVolumeClaimTemplateName: sandbox.parseVolumeClaimTemplateName,
  parseQuantity: (input) => parseQuantity(input),
  parseQuantityWhole: (input) => parseQuantity(input, { nonNegative: true, whole: true }),
  parseDuration,
  parseIpAddress,
  parseCidr,
  parsePortName,
  parsePortRange,
  parseCron,
  parseImageReference,
  parseImagePrefix,
  parseDigest,
  parseHost,
  parseTimestamp,
};
/** Their suggestions are written another way than a text, or are for one of two inputs. */
const WITHOUT_TEXT_SUGGESTION = {
  parsePort,
  parsePortReference,
  parseFileMode,
  parsePvcName: (input: unknown) => sandbox.parsePvcName(input, input),
};

const PIECES = [
  'a',
  'B',
  '1',
  '400',
  '0',
  '-',
  '.',
  '/',
  ':',
  '@',
  '_',
  ' ',
  '\n',
  '*',
  '%',
  '[',
  'e',
  'Gi',
  'm',
  's',
  'h',
  'd',
  'T',
  'Z',
  'TZ=',
  '://',
  '://',
  'sha256:',
  '::',
  '2026-11-22',
  '24:00:00',
  'docker.io',
  'é',
  '\ud800',
];
const nearMiss = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''));
const anything = fc.oneof(
  nearMiss,
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.anything({ withBigInt: true, withNullPrototype: true }),
);

describe.each(Object.entries({ ...PARSERS, ...WITHOUT_TEXT_SUGGESTION }))('%s', (_, parse) => {
  test('answers anything, and refuses with one line of text', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const parsed = parse(input);
        if (parsed.ok) return;
        expect(parsed.reason).toMatch(/^[^\n]+[^.\n]$/);
      }),
      { numRuns: 400 },
    );
  });

  test.each(['a', '1', '.', '-', ':', '/', '@', 'a.', '1.', '1h', '1 ', 'http://', 'TZ=a ', '[', '*,', 'a/'])(
    'stays quick on very many of %j',
    (piece) => {
      for (const end of ['', '!']) expect(typeof parse(piece.repeat(20_000) + end).ok).toBe('boolean');
    },
  );
});

describe.each(Object.entries(PARSERS))('%s', (_, parse) => {
  test('suggests only what it accepts', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const parsed = parse(input);
        if (parsed.ok || parsed.suggestion === undefined) return;
        expect(parse(parsed.suggestion)).toMatchObject({ ok: true });
      }),
      { numRuns: 1000 },
    );
  });
});
