import type { Rule } from '../../../diagnostics/rule';
import { CLEAR_TEXT_CREDENTIAL, checkEnvList } from '../../kagent-resource/rules/clear-text';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

/** No variable holds a credential in place. */
export const AGENT_ENVIRONMENT: Rule<AgentProps> = {
  ...CLEAR_TEXT_CREDENTIAL,
  check({ deployment, skills }, report) {
    checkEnvList(report, ['deployment', 'env'], deployment?.env);
    checkEnvList(report, ['skills', 'initContainer', 'env'], skills?.initContainer?.env);
  },
  examples: {
    failing: exampleAgent({}, { deployment: { env: [{ name: 'TICKETS_TOKEN', value: 'example' }] } }),
    mended: exampleAgent(
      {},
      {
        deployment: {
          env: [{ name: 'TICKETS_TOKEN', valueFrom: { secretKeyRef: { name: 'tickets', key: 'token' } } }],
        },
      },
    ),
  },
};
