import type { Path } from '../../../plan/path';
import type { AgentToolProp, DeclarativeSettings } from '../props';

/** The tools of an agent, each with its place in the props. */
export function toolsOf(
  declarative: DeclarativeSettings | undefined,
): { readonly tool: AgentToolProp; readonly path: Path }[] {
  return (declarative?.tools ?? []).map((tool, index) => ({ tool, path: ['declarative', 'tools', index] }));
}
