import type { Rule } from '../../../diagnostics/rule';
import type { Leaf } from '../../../plan/leaf';
import type { ModelConfigProps } from '../props';
import { exampleModel } from './example-model';

interface Range {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

const COUNT: Range = { least: 1, most: Number.MAX_SAFE_INTEGER, whole: true };

/** What each number of the settings may be. source: the providers' API references */
const RANGES: { readonly [field: string]: Range } = {
  temperature: { least: 0, most: 2, whole: false },
  topP: { least: 0, most: 1, whole: false },
  frequencyPenalty: { least: -2, most: 2, whole: false },
  presencePenalty: { least: -2, most: 2, whole: false },
  maxTokens: COUNT,
  topK: COUNT,
  n: COUNT,
  timeout: COUNT,
};

/** Numbers are numbers, within what providers take. */
export const SAMPLING_RANGES: Rule<ModelConfigProps> = {
  id: 'KF5412',
  name: 'sampling-ranges',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent drops a text that is no number without a word, and leaves out counts below 1; the provider refuses each call with a value outside its range.',
  fix: 'give a number in the range, or leave the setting out',
  faults: [],
  sources: ['facts/kagent.md §1, §10.16'],
  check({ provider }, report) {
    const fields = provider as unknown as { readonly [field: string]: Leaf<number> | undefined };
    for (const [field, { least, most, whole }] of Object.entries(RANGES)) {
      const path = ['provider', field];
      report.whenKnown(path, fields[field], (number) => {
        const fits = typeof number === 'number' && number >= least && number <= most;
        if (fits && (!whole || Number.isInteger(number))) return [];
        const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
        return [
          {
            path,
            problem: `${field} is out of range`,
            got: number,
            allowed: `${whole ? 'a whole number' : 'a number'} ${range}`,
          },
        ];
      });
    }
  },
  examples: {
    failing: exampleModel({
      provider: { type: 'OpenAI', apiKey: { name: 'openai', key: 'key' }, temperature: 20 },
    }),
    mended: exampleModel({
      provider: { type: 'OpenAI', apiKey: { name: 'openai', key: 'key' }, temperature: 0.2 },
    }),
  },
};
