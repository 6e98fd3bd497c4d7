import type { Rule } from '../../../diagnostics/rule';
import { exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';
import { variablesOf } from './env';

const SECRETIVE = /(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|API_?KEY|ACCESS_KEY|PRIVATE_KEY)(_|$)/i;

/** No variable is called as secrets are. */
export const ENV_IN_CLEAR: Rule<NemoClawHarnessProps> = {
  id: 'KF5620',
  name: 'harness-env-in-clear',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The environment of a harness stands in clear in the AgentHarness, in the pod, and once more in an annotation of the Sandbox; whatever runs in the sandbox reads it.',
  fix: 'keep the secret in a provider of the gateway, or acknowledge that the value is none',
  faults: ['F-SCR-01'],
  sources: ['facts/verified.md §2', 'facts/openshell-0.0.46.md §6'],
  check(props, report) {
    for (const { path, name } of variablesOf(props)) {
      if (!SECRETIVE.test(name)) continue;
      report({ path: [...path, 'name'], problem: 'the variable is called as a secret is', got: name });
    }
  },
  examples: {
    failing: exampleHarness({ env: [{ name: 'TICKETS_API_KEY', value: 'made-up' }] }),
    mended: exampleHarness({ env: [{ name: 'TICKETS_URL', value: 'https://tickets.example.com' }] }),
  },
};
