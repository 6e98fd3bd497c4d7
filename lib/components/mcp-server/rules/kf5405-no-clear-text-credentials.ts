import type { Rule } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import { CLEAR_TEXT_CREDENTIAL, checkEnvList, inPlace, isCredentialEnv } from '../../kagent-resource/rules/clear-text';
import type { McpServerProps } from '../props';
import { exampleRun } from './example-server';

/** No variable holds a credential in place. */
export const SERVER_ENVIRONMENT: Rule<McpServerProps> = {
  ...CLEAR_TEXT_CREDENTIAL,
  check({ run }, report) {
    for (const name of Object.keys(run?.env ?? {}).filter(isCredentialEnv)) {
      report({ ...inPlace(['run', 'env', name], name), allowed: 'a Secret with this key, in run.secretRefs' });
    }
    if (run?.sidecars === undefined || isDeferred(run.sidecars)) return;
    for (const [index, container] of [...(run.sidecars as readonly { readonly env?: never }[])].entries()) {
      checkEnvList(report, ['run', 'sidecars', index, 'env'], container?.env);
    }
  },
  examples: {
    failing: exampleRun({ env: { TICKETS_TOKEN: 'example' } }),
    mended: exampleRun({ env: { TICKETS_URL: 'https://tickets.example.com' }, secretRefs: [{ name: 'tickets' }] }),
  },
};
