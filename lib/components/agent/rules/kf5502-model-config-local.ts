import type { Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsSubdomain } from '../../../syntax/names';
import { namespaceOf } from '../../kagent-resource/place';
import type { AgentProps, DeclarativeSettings } from '../props';
import { exampleAgent } from './example-agent';

/** Models are in the agent's namespace. */
export const MODEL_CONFIG_LOCAL: Rule<AgentProps> = {
  id: 'KF5502',
  name: 'model-config-local',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent takes the text as the name of a ModelConfig in the agent’s own namespace, a slash included: it is not found, and the agent is never accepted.',
  fix: 'make a ModelConfig with its Secret in the agent’s namespace and give its name',
  faults: ['F-KAG-02'],
  sources: ['facts/kagent.md §4', 'kagent v0.9.12 adk_api_translator.go, translateModel'],
  check(props, report) {
    for (const { path, model } of modelsOf(props.declarative)) {
      if (typeof model !== 'string') {
        if (model.namespace === namespaceOf(props)) continue;
        report({
          path,
          problem: 'the model is in another namespace than the agent',
          got: `${model.namespace}/${model.name}`,
          allowed: namespaceOf(props),
        });
        continue;
      }
      // The empty name is KF5501's.
      if (model === '') continue;
      for (const finding of findingsOf(path, 'the name of the ModelConfig', model, parseDnsSubdomain(model)))
        report(finding);
    }
  },
  examples: {
    failing: exampleAgent({ modelConfig: 'shared/gpt' }),
    mended: exampleAgent({ modelConfig: { name: 'gpt', namespace: 'team-a-kagent' } }),
  },
};

function modelsOf(declarative: DeclarativeSettings | undefined) {
  const { modelConfig, memory, compaction } = declarative ?? {};
  const models: { path: Path; model: DeclarativeSettings['modelConfig'] }[] = [
    { path: ['modelConfig'], model: modelConfig },
    { path: ['memory', 'modelConfig'], model: memory?.modelConfig },
    { path: ['compaction', 'summarizer', 'modelConfig'], model: compaction?.summarizer?.modelConfig },
  ];
  return models.flatMap(({ path, model }) => (model === undefined ? [] : [{ path: ['declarative', ...path], model }]));
}
