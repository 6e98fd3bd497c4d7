import type { Rule } from '../../../../diagnostics/rule';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPool } from '../example';
import { isSupervised } from '../policy-of';

/** Who claims a sandbox sets nothing in the supervisor’s environment. */
export const claimsBringNoEnvironment: Rule<AgentSandboxPoolProps> = {
  id: 'KF3442',
  name: 'claims-bring-no-environment',
  severity: 'error',
  acknowledge: 'never',
  why: 'What a claim injects reaches the supervisor, which is root outside of what it enforces: LD_PRELOAD is read by the programs that it starts, OPENSHELL_* by itself.',
  fix: 'leave `envVarsInjectionPolicy` at Disallowed; hand a task over through a published port or the workspace',
  faults: ['F-SBX-06'],
  sources: ['facts/agent-sandbox.md §2.7', 'facts/verified.md §9'],
  check(props, report) {
    const { envVarsInjectionPolicy = 'Disallowed' } = props;
    if (!isSupervised(props) || envVarsInjectionPolicy === 'Disallowed') return;
    report({
      path: ['envVarsInjectionPolicy'],
      problem: 'claimers may change the environment of the supervisor',
      got: envVarsInjectionPolicy,
      allowed: 'Disallowed',
    });
  },
  examples: {
    failing: exampleSupervisedPool({ envVarsInjectionPolicy: 'Allowed' }),
    mended: exampleSupervisedPool({ envVarsInjectionPolicy: 'Disallowed' }),
  },
};
