import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../lib/registry';
import { FAULTS } from './catalogue';
import { GENERATED_AWAY } from './generated-away';
import { NO_SUCH_PART } from './no-such-part';

// Every real upstream fault is answered once: refused by a rule, whose own test runs its failing input and the mended
// twin; or generated away, which is asserted here on built objects; or of a part that the library does not have.

const SHEET = join(__dirname, '../../../shared/facts/faults.md');

/**
 * What only an engine's values or two components can show, so that no props are an example of it:
 * test/components/{prepare,nemoclaw-harness,agent}.test.ts and test/constructs/pulumi.test.ts do.
 */
const SHOWN_ELSEWHERE = ['F-ENG-01', 'F-ENG-02', 'F-KAG-14', 'F-KAG-24'];

describe('the catalogue', () => {
  const ruled = new Set(RULES.flatMap((rule) => rule.faults));

  (existsSync(SHEET) ? it : it.skip)('has the faults of the sheet', () => {
    const written = [...readFileSync(SHEET, 'utf8').matchAll(/^- \*\*(F-[A-Z]+-\d\d)\*\*/gm)].map(([, fault]) => fault);
    expect([...FAULTS].sort()).toEqual(written.sort());
  });

  it.each(FAULTS)('%s is answered once', (fault) => {
    const answers = {
      'by a rule': ruled.has(fault),
      'by what is generated': Object.hasOwn(GENERATED_AWAY, fault),
      'by the lack of the part': Object.hasOwn(NO_SUCH_PART, fault),
    };
    expect({ fault, answers: Object.values(answers).filter(Boolean).length, ...answers }).toMatchObject({ answers: 1 });
  });

  it('has a failing input and its mended twin for whatever a rule answers', () => {
    const shown = new Set(RULES.filter((rule) => 'examples' in rule).flatMap(({ faults }) => faults));
    expect([...ruled].filter((fault) => !shown.has(fault)).sort()).toEqual(SHOWN_ELSEWHERE);
  });

  it('is all that anything here claims to answer', () => {
    const claimed = [...ruled, ...Object.keys(GENERATED_AWAY), ...Object.keys(NO_SUCH_PART)];
    expect(claimed.filter((fault) => !FAULTS.includes(fault))).toEqual([]);
  });
});

describe('generated away', () => {
  it.each(Object.entries(GENERATED_AWAY).map(([fault, { how, holds }]) => [fault, how, holds] as const))(
    '%s: %s',
    (_, __, holds) => holds(),
  );
});
