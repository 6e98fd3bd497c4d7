import type { Rule } from '../../../diagnostics/rule';
import { examplePlatform } from '../../../platform/rules/example-platform';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps } from '../props';

/** Somebody reconciles pools: the controller runs with its extensions. */
export const extensionsOn: Rule<AgentSandboxPoolProps> = {
  id: 'KF3405',
  name: 'extensions-on',
  severity: 'error',
  acknowledge: 'never',
  why: 'Templates, pools and claims are accepted wherever their CRDs are, but a controller without `--extensions` never looks at them: their status stays empty for ever.',
  fix: 'run the controller with its extensions and leave `agentSandbox.extensions` of the platform at true',
  faults: ['F-SBX-05'],
  sources: ['AS helm values.yaml and main.go at v0.5.6'],
  check({ platform, tenant }, report) {
    const known = platform ?? tenant?.platform;
    if (known?.agentSandbox.extensions !== false) return;
    report({
      path: [...(platform === undefined ? ['tenant'] : []), 'platform', 'agentSandbox', 'extensions'],
      problem: 'the agent-sandbox controller of this platform reconciles no pools',
      got: false,
      allowed: 'true',
    });
  },
  examples: {
    failing: examplePool({ platform: examplePlatform({ agentSandbox: { extensions: false } }) }),
    mended: examplePool(),
  },
};
