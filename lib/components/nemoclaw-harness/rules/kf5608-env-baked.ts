import type { Rule } from '../../../diagnostics/rule';
import { exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';
import { variablesOf } from './env';

/** Read at run time by nemoclaw-start. source: facts/nemoclaw.md §3 */
const AT_RUN_TIME = [
  'NEMOCLAW_DASHBOARD_PORT',
  'NEMOCLAW_MODEL_OVERRIDE',
  'NEMOCLAW_INFERENCE_API_OVERRIDE',
  'NEMOCLAW_CORS_ORIGIN',
  'NEMOCLAW_REQUIRE_CAP_DROP',
  'NEMOCLAW_MINIMAL_BOOTSTRAP',
  'NEMOCLAW_EXTRA_PLACEHOLDER_KEYS',
];
const WATCHDOG = 'NEMOCLAW_GATEWAY_WATCHDOG_';

/** Build arguments without the prefix. */
const BAKED = ['CHAT_UI_URL', 'AWS_EC2_METADATA_DISABLED'];

/** No variable pretends to change what is baked into the image, or what nothing reads. */
export const ENV_BAKED: Rule<NemoClawHarnessProps> = {
  id: 'KF5608',
  name: 'harness-env-not-baked',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Most settings of a NemoClaw image are fixed when it is built and ignored at run time. The few that are read at run time are read by nemoclaw-start, and kagent does not run it: it starts the agent’s server itself.',
  fix: 'build an image with the setting, or acknowledge that something in your image reads it',
  faults: ['F-NEM-08', 'F-NEM-09'],
  sources: ['facts/nemoclaw.md §3, §11.14', 'facts/kagent.md §3', 'NC #2429'],
  check(props, report) {
    for (const { path, name } of variablesOf(props)) {
      if (!name.startsWith('NEMOCLAW_') && !BAKED.includes(name)) continue;
      const isReadOnStart = AT_RUN_TIME.includes(name) || name.startsWith(WATCHDOG);
      report({
        path: [...path, 'name'],
        problem: isReadOnStart
          ? 'the variable is read by nemoclaw-start, which kagent does not run'
          : 'the setting is baked into the image, or not one of NemoClaw’s, and changes nothing at run time',
        got: name,
        allowed: `an image built with it; nemoclaw-start, where it runs, reads ${AT_RUN_TIME.join(', ')}, ${WATCHDOG}*`,
      });
    }
  },
  examples: {
    failing: exampleHarness({ env: [{ name: 'NEMOCLAW_POLICY_MODE', value: 'restricted' }] }),
    mended: exampleHarness({ env: [{ name: 'TEAM', value: 'payments' }] }),
  },
};
