import { exampleControlPlane } from '../../kagent-resource/rules/example-control-plane';
import type { ModelConfigProps } from '../props';

/** A model without a fault, for the rules' examples. */
export function exampleModel(props: Partial<ModelConfigProps> = {}): ModelConfigProps {
  return {
    controlPlane: exampleControlPlane(),
    name: 'gpt',
    model: 'gpt-4.1-mini',
    provider: { type: 'OpenAI', apiKey: { name: 'openai', key: 'OPENAI_API_KEY' } },
    ...props,
  };
}
