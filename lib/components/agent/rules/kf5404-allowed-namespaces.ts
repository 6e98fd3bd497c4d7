import type { Rule } from '../../../diagnostics/rule';
import { ALLOWED_NAMESPACES, checkAllowedNamespaces } from '../../kagent-resource/rules/allowed-namespaces';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

/** The controller can answer whose agents may use this one. */
export const AGENT_ALLOWED_NAMESPACES: Rule<AgentProps> = {
  ...ALLOWED_NAMESPACES,
  check({ allowedNamespaces, controlPlane }, report) {
    checkAllowedNamespaces(report, ['allowedNamespaces'], allowedNamespaces, controlPlane);
  },
  examples: {
    failing: exampleAgent({}, { allowedNamespaces: { selector: { matchLabels: { tier: 'agents' } } } }),
    mended: exampleAgent({}, { allowedNamespaces: 'All' }),
  },
};
