import type { Rule } from '../../../diagnostics/rule';
import { EXAMPLE_IMAGE } from '../../kagent-resource/rules/example-control-plane';
import { VERIFIED_TLS } from '../../kagent-resource/rules/verified-tls';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

/** Skills come from who they should come from. */
export const AGENT_TLS: Rule<AgentProps> = {
  ...VERIFIED_TLS,
  check({ skills }, report) {
    if (skills?.insecureSkipVerify !== true) return;
    report({
      path: ['skills', 'insecureSkipVerify'],
      problem: 'skills are taken from any registry that answers',
      got: true,
      allowed: 'false',
      fix: 'give the registry a certificate that the image of skills-init trusts',
    });
  },
  examples: {
    failing: exampleAgent({}, { skills: { refs: [EXAMPLE_IMAGE], insecureSkipVerify: true } }),
    mended: exampleAgent({}, { skills: { refs: [EXAMPLE_IMAGE] } }),
  },
};
