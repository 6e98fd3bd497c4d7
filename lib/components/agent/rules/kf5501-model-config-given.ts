import type { Rule } from '../../../diagnostics/rule';
import { namespaceOf } from '../../kagent-resource/place';
import type { AgentProps } from '../props';
import { modelConfigOf } from '../references';
import { exampleAgent } from './example-agent';

/** A declarative agent has a model. */
export const MODEL_CONFIG_GIVEN: Rule<AgentProps> = {
  id: 'KF5501',
  name: 'model-config-given',
  severity: 'error',
  acknowledge: 'never',
  why: 'Upstream documents a default, but 0.9.12 looks for a ModelConfig without a name: the agent is never accepted.',
  fix: 'name a ModelConfig of the agent’s namespace; in the control plane’s namespace its default model is taken',
  faults: ['F-KAG-01'],
  sources: ['facts/kagent.md §10.4'],
  check(props, report) {
    if (props.declarative === undefined) return;
    const model = modelConfigOf(props);
    if (model !== undefined && model !== '') return;
    report({
      path: ['declarative', 'modelConfig'],
      problem: `the agent has no model, and there is no default in ${namespaceOf(props)}`,
      got: model,
      allowed: 'the name of a ModelConfig',
    });
  },
  examples: {
    failing: exampleAgent({ modelConfig: undefined }, { namespace: 'team-a-agents' }),
    mended: exampleAgent({ modelConfig: undefined }),
  },
};
