import { isRecord } from '../../../api/rules/spot';
import type { Report, Rule } from '../../../diagnostics/rule';
import { canonicalJson } from '../../../plan/canonical-json';
import { exampleControlPlane, exampleHarness } from '../example';
import { modelOf } from '../model';
import type { NemoClawHarnessProps } from '../props';

const PROVIDERS = ['OpenAI', 'Anthropic'];

/** The harness has a model, and it is the one that the gateway routes to. */
export const ONE_MODEL: Rule<NemoClawHarnessProps> = {
  id: 'KF5604',
  name: 'model-of-the-gateway',
  severity: 'error',
  acknowledge: 'never',
  why: 'A gateway has one inference route and one key per provider: a second ModelConfig turns both over for every sandbox. It routes to OpenAI and Anthropic only, a base URL gets a placeholder for a key, and without a model kagent starts nothing and says Ready.',
  fix: 'leave `modelConfig` out, or give this model a gateway and a control plane of its own',
  faults: ['F-KAG-12', 'F-KAG-13'],
  sources: ['facts/kagent.md §0.4, §3', 'KA #1965'],
  check(props, report) {
    const { modelConfig, controlPlane } = props;
    if (modelConfig !== undefined && !isRecord(modelConfig)) {
      report({
        path: ['modelConfig'],
        problem: 'a name alone does not say which model is meant',
        got: modelConfig,
        allowed: '{ name, provider, model, apiKey }',
      });
      return;
    }
    const model = modelOf(props);
    if (model === undefined) {
      report({
        path: ['modelConfig'],
        problem: 'there is no model, so that kagent would start nothing in the sandbox',
        allowed: 'a ModelConfig, or a control plane with a default one',
      });
      return;
    }
    const { provider, model: name, apiKey } = model;
    if (provider !== undefined && !PROVIDERS.includes(provider)) {
      report({
        path: ['modelConfig', 'provider'],
        problem: 'a gateway of this release does not route to this provider',
        got: provider,
        allowed: PROVIDERS.join(', '),
      });
    }
    refuseBaseUrl(modelConfig, report);
    const route = controlPlane.gateway?.inference;
    if (modelConfig === undefined || route === undefined) return;
    const said = { provider, model: name, apiKey: apiKey && { name: apiKey.name, key: apiKey.key } };
    const routed = { ...route, apiKey: { name: route.apiKey.name, key: route.apiKey.key } };
    for (const field of ['provider', 'model', 'apiKey'] as const) {
      if (canonicalJson(said[field]) === canonicalJson(routed[field])) continue;
      report({
        path: ['modelConfig', field],
        problem: `the gateway’s route has another ${field}`,
        got: said[field],
        allowed: canonicalJson(routed[field]),
      });
    }
  },
  examples: {
    failing: exampleHarness({
      modelConfig: {
        name: 'opus',
        provider: 'Anthropic',
        model: 'claude-opus',
        apiKey: { name: 'anthropic', key: 'apiKey' },
      },
    }),
    mended: exampleHarness({
      modelConfig: {
        name: 'mini',
        provider: 'OpenAI',
        model: 'gpt-4.1-mini',
        apiKey: { name: 'openai', key: 'apiKey' },
      },
      controlPlane: exampleControlPlane({ defaultModelConfig: undefined }),
    }),
  },
};

/** The fields of a ModelConfig that hold a base URL, which the type here does not have. */
function refuseBaseUrl(modelConfig: object | undefined, report: Report): void {
  const fields: { readonly [field: string]: unknown } = { ...modelConfig };
  for (const block of ['openAI', 'anthropic'] as const) {
    const settings = fields[block];
    if (!isRecord(settings) || settings.baseUrl === undefined) continue;
    report({
      path: ['modelConfig', block, 'baseUrl'],
      problem: 'with a base URL the harness sends a placeholder for the key, and every call fails',
      got: settings.baseUrl,
      allowed: 'no base URL; the gateway’s provider record may have one',
    });
  }
}
