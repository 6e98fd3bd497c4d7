import type { Rule } from '../../../diagnostics/rule';
import { CLEAR_TEXT_CREDENTIAL, inPlace, isCredentialHeader } from '../../kagent-resource/rules/clear-text';
import type { ModelConfigProps } from '../props';
import { exampleModel } from './example-model';

/** No header carries a credential. */
export const MODEL_HEADERS: Rule<ModelConfigProps> = {
  ...CLEAR_TEXT_CREDENTIAL,
  check({ defaultHeaders = {} }, report) {
    for (const header of Object.keys(defaultHeaders).filter(isCredentialHeader)) {
      report({
        ...inPlace(['defaultHeaders', header], header),
        allowed: 'a header without a credential; the key goes into provider.apiKey',
      });
    }
  },
  examples: {
    failing: exampleModel({ defaultHeaders: { 'X-Api-Key': 'example' } }),
    mended: exampleModel({ defaultHeaders: { 'User-Agent': 'team-a' } }),
  },
};
