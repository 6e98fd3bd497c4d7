import { EXAMPLE_IMAGE, exampleControlPlane } from '../../kagent-resource/rules/example-control-plane';
import type { AgentProps, DeclarativeSettings } from '../props';

type Common = Partial<Omit<AgentProps, 'declarative' | 'byo'>>;

/** An agent that kagent's runtime runs, without a fault. */
export function exampleAgent(declarative: Partial<DeclarativeSettings> = {}, props: Common = {}): AgentProps {
  const own = { systemMessage: 'You answer questions about tickets.', modelConfig: 'gpt' };
  return { controlPlane: exampleControlPlane(), name: 'helper', declarative: { ...own, ...declarative }, ...props };
}

/** An agent that brings its own image, without a fault. */
export function exampleByo(props: Common = {}): AgentProps {
  return { controlPlane: exampleControlPlane(), name: 'helper', byo: { image: EXAMPLE_IMAGE }, ...props };
}
