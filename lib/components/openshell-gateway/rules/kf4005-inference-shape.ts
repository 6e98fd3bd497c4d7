import type { Rule } from '../../../diagnostics/rule';
import { exampleGateway } from '../example';
import type { OpenShellGatewayProps } from '../props';
import { secretKeyFindings } from './kf4004-storage';

const PROVIDERS = ['OpenAI', 'Anthropic'];

/** The one route of the gateway leads to a provider that it knows. */
export const INFERENCE_SHAPE: Rule<OpenShellGatewayProps> = {
  id: 'KF4005',
  name: 'inference-shape',
  severity: 'error',
  acknowledge: 'never',
  why: 'A gateway has one route for all its sandboxes and refuses other providers than it has a protocol for; without a model or with a key that is no reference, `inference.local` answers 503 in every sandbox.',
  fix: 'give provider, model, and the name and key of a Secret',
  faults: ['F-SCR-01', 'F-KAG-12'],
  sources: ['facts/openshell-0.0.46.md §6', 'facts/kagent.md §0.4'],
  check({ inference }, report) {
    if (inference === undefined) return;
    const { provider, model, apiKey } = inference;
    if (!PROVIDERS.includes(provider)) {
      report({
        path: ['inference', 'provider'],
        problem: 'the gateway has no protocol for this provider',
        got: provider,
        allowed: PROVIDERS.join(', '),
      });
    }
    if (typeof model !== 'string' || !/^\S+$/.test(model)) {
      report({
        path: ['inference', 'model'],
        problem: 'this is no name of a model',
        got: model,
        allowed: 'the provider’s name of the model, without blanks',
      });
    }
    for (const finding of secretKeyFindings(['inference', 'apiKey'], apiKey)) report(finding);
  },
  examples: {
    failing: exampleGateway({
      inference: { provider: 'Ollama', model: 'llama3', apiKey: { name: 'models', key: 'apiKey' } },
    }),
    mended: exampleGateway({
      inference: { provider: 'OpenAI', model: 'gpt-5', apiKey: { name: 'models', key: 'apiKey' } },
    }),
  },
};
