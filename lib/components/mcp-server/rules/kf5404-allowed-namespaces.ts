import type { Rule } from '../../../diagnostics/rule';
import { ALLOWED_NAMESPACES, checkAllowedNamespaces } from '../../kagent-resource/rules/allowed-namespaces';
import type { McpServerProps } from '../props';
import { exampleRemote } from './example-server';

/** The controller can answer whose agents may use the server. */
export const SERVER_ALLOWED_NAMESPACES: Rule<McpServerProps> = {
  ...ALLOWED_NAMESPACES,
  check({ remote, controlPlane }, report) {
    checkAllowedNamespaces(report, ['remote', 'allowedNamespaces'], remote?.allowedNamespaces, controlPlane);
  },
  examples: {
    failing: exampleRemote({ allowedNamespaces: { selector: { matchLabels: { tier: 'agents' } } } }),
    mended: exampleRemote({ allowedNamespaces: 'All' }),
  },
};
