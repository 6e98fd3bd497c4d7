import type { Finding, Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { ModelConfigProps } from '../props';
import { exampleModel } from './example-model';
import { urlsOf } from './urls-of';

/** URLs have a scheme and a host. */
export const MODEL_URLS: Rule<ModelConfigProps> = {
  id: 'KF5411',
  name: 'model-urls',
  severity: 'error',
  acknowledge: 'never',
  why: 'The controller takes any text; the agent starts, and each of its calls fails. Of a host without a scheme kagent makes plain http.',
  fix: 'write the scheme, the host and, where it is not the usual one, the port',
  faults: [],
  sources: ['facts/kagent.md §1 ModelConfig'],
  check({ provider }, report) {
    for (const { path, url } of urlsOf(provider)) report.whenKnown(path, url, (text) => urlFindings(path, text));
  },
  examples: {
    failing: exampleModel({
      provider: { type: 'OpenAI', apiKey: { name: 'vllm', key: 'key' }, baseUrl: 'vllm.models.svc:8000/v1' },
    }),
    mended: exampleModel({
      provider: { type: 'OpenAI', apiKey: { name: 'vllm', key: 'key' }, baseUrl: 'http://vllm.models.svc:8000/v1' },
    }),
  },
};

function urlFindings(path: Path, url: unknown): Finding[] {
  if (typeof url === 'string' && /^https?:\/\/[^\s/@?#]+(\/\S*)?$/.test(url) && URL.canParse(url)) return [];
  return [
    {
      path,
      problem: 'this is no URL of a server',
      got: url,
      allowed: 'http:// or https://, a host, perhaps a port and a path',
    },
  ];
}
