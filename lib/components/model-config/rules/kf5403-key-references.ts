import type { Rule } from '../../../diagnostics/rule';
import { checkKeyReference, checkLocalName, KEY_REFERENCE } from '../../kagent-resource/rules/key-reference';
import { checkTlsReference } from '../../kagent-resource/rules/verified-tls';
import type { ModelConfigProps } from '../props';
import { credentialsOf } from '../provider';
import { exampleModel } from './example-model';

/** Key and CA are named by references that can exist. */
export const MODEL_KEY_REFERENCES: Rule<ModelConfigProps> = {
  ...KEY_REFERENCE,
  check({ provider, tls }, report) {
    const { key, secret } = credentialsOf(provider);
    checkKeyReference(report, ['provider', ...(key?.path ?? [])], key?.reference);
    checkLocalName(report, ['provider', 'credentials', 'name'], secret?.name);
    checkTlsReference(report, ['tls'], tls);
  },
  examples: {
    failing: exampleModel({ provider: { type: 'OpenAI', apiKey: { name: 'openai', key: 'api key' } } }),
    mended: exampleModel({ provider: { type: 'OpenAI', apiKey: { name: 'openai', key: 'api-key' } } }),
  },
};
