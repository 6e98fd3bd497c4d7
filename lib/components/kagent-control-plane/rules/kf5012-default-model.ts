import type { Finding, Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsSubdomain } from '../../../syntax/names';
import { exampleWithGateway } from '../example';
import type { ModelDefaults } from '../model-props';
import type { KagentControlPlaneProps } from '../props';
import { secretKeyFindings } from './secret-key';

const PROVIDERS: readonly ModelDefaults['provider'][] = ['OpenAI', 'Anthropic'];
const INFERENCE = { provider: 'OpenAI', model: 'gpt-5', apiKey: { name: 'openai', key: 'apiKey' } } as const;

/** The default ModelConfig is complete and says what the gateway's one route says. */
export const DEFAULT_MODEL: Rule<KagentControlPlaneProps> = {
  id: 'KF5012',
  name: 'default-model',
  severity: 'error',
  acknowledge: 'never',
  why: 'A gateway has one inference route: the first harness with another ModelConfig changes provider, model and key for every sandbox of it, without an error.',
  fix: 'leave defaultModel out to use the gateway’s inference, or give the same provider, model and key in both',
  faults: ['F-KAG-12', 'F-KAG-13', 'F-KAG-03'],
  sources: ['facts/kagent.md §0.4, §3'],
  check({ defaultModel, gateway }, report) {
    if (defaultModel === undefined || defaultModel === 'none') return;
    for (const finding of shapeFindings(defaultModel)) report(finding);
    const route = gateway?.inference;
    if (route === undefined) return;
    const { provider, model, apiKey } = Object(defaultModel) as Partial<ModelDefaults>;
    const differs = (field: string, got: unknown, allowed: string) =>
      report({ path: ['defaultModel', field], problem: `the gateway’s route has another ${field}`, got, allowed });
    if (provider !== route.provider) differs('provider', provider, route.provider);
    if (model !== route.model) differs('model', model, route.model);
    if (apiKey?.name !== route.apiKey.name || apiKey.key !== route.apiKey.key) {
      differs('apiKey', apiKey, `{ name: ${route.apiKey.name}, key: ${route.apiKey.key} }`);
    }
  },
  examples: {
    failing: exampleWithGateway({ defaultModel: { ...INFERENCE, model: 'gpt-5-mini' } }, { inference: INFERENCE }),
    mended: exampleWithGateway({ defaultModel: INFERENCE }, { inference: INFERENCE }),
  },
};

function shapeFindings(defaults: unknown): Finding[] {
  const { name, provider, model, apiKey } = Object(defaults) as { readonly [field: string]: unknown };
  return [
    ...(name === undefined ? [] : findingsOf(['defaultModel', 'name'], 'the name', name, parseDnsSubdomain(name))),
    ...(PROVIDERS.some((known) => known === provider)
      ? []
      : [
          {
            path: ['defaultModel', 'provider'],
            problem: 'a gateway has no route to this provider',
            got: provider,
            allowed: PROVIDERS.join(', '),
            fix: 'leave defaultModel out, and give other providers by ModelConfigs of their own',
          },
        ]),
    ...(typeof model === 'string' && /^\S+$/.test(model)
      ? []
      : [{ path: ['defaultModel', 'model'], problem: 'this is no name of a model', got: model }]),
    ...secretKeyFindings(['defaultModel', 'apiKey'], apiKey),
  ];
}
