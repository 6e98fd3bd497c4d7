import type { Rule } from '../../../../diagnostics/rule';
import { isDeferred } from '../../../../plan/leaf';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPool } from '../example';
import { isSupervised } from '../policy-of';

/** The supervisor is told what to start. */
export const supervisedCommand: Rule<AgentSandboxPoolProps> = {
  id: 'KF3432',
  name: 'supervised-command',
  severity: 'error',
  acknowledge: 'never',
  why: 'The pod starts the supervisor, so the image’s own entry point is never read; without a command the supervisor starts a shell, which ends at once, and the sandbox restarts for ever.',
  fix: 'give `command` as a list, e.g. ["claude"], as the image’s ENTRYPOINT has it',
  faults: ['F-ISO-07'],
  sources: ['facts/verified.md §9', 'OpenShell v0.0.46, crates/openshell-sandbox/src/main.rs'],
  check(props, report) {
    if (!isSupervised(props)) return;
    const lists: readonly (readonly [string, unknown])[] = [
      ['command', props.command],
      ['args', props.args],
    ];
    for (const [field, list] of lists) {
      if (field === 'args' && list === undefined) continue;
      if (Array.isArray(list) && (field === 'args' || list.length > 0)) continue;
      report({
        path: [field],
        problem: isDeferred(list)
          ? `${field} as a whole is not known at synth`
          : `the supervisor is not told what to start: ${field} is no list of words`,
        got: isDeferred(list) ? undefined : list,
        allowed: 'a list of words, each of which may be deferred',
      });
    }
  },
  examples: {
    failing: exampleSupervisedPool({ command: undefined }),
    mended: exampleSupervisedPool({ command: ['claude'], args: ['--print'] }),
  },
};
