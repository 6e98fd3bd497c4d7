import type { Rule } from '../../../diagnostics/rule';
import { nearest } from '../../../syntax/nearest';
import { INFERENCE_PROFILES, RESOURCE_PROFILES } from '../blueprint';
import { exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';

const WORDS = {
  backend: ['openclaw', 'nemoclaw', 'hermes'],
  onChange: ['refuse', 'replace'],
  inferenceProfile: Object.keys(INFERENCE_PROFILES),
  resourceProfile: Object.keys(RESOURCE_PROFILES),
} as const satisfies { readonly [prop: string]: readonly string[] };

/** Props with a fixed set of words have one of them. */
export const HARNESS_WORDS: Rule<NemoClawHarnessProps> = {
  id: 'KF5618',
  name: 'harness-words',
  severity: 'error',
  acknowledge: 'never',
  why: 'A word that is not known would be taken for the default, or be refused only by the API server.',
  fix: 'use one of the words listed',
  faults: [],
  sources: ['facts/kagent.md §1', 'facts/nemoclaw.md §1.1'],
  check(props, report) {
    for (const prop of Object.keys(WORDS) as (keyof typeof WORDS)[]) {
      const word: unknown = props[prop];
      const allowed: readonly unknown[] = WORDS[prop];
      if (allowed.includes(word) || (word === undefined && prop !== 'backend')) continue;
      const meant = typeof word === 'string' ? nearest(word, WORDS[prop]) : undefined;
      report({
        path: [prop],
        problem: 'the word is not known',
        got: word,
        allowed: allowed.join(', '),
        ...(meant !== undefined && { fix: `write ${meant}` }),
      });
    }
  },
  examples: {
    failing: exampleHarness({ onChange: 'recreate' }),
    mended: exampleHarness({ onChange: 'replace' }),
  },
};
