import type { Rule } from '../../../diagnostics/rule';
import { exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';

/** Limits of ExecSandbox. source: facts/openshell-0.0.46.md §6 */
const MOST = 1024;
const LONGEST = 32_768;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that the gateway refuses.
const REFUSED = /[\u0000\r\n]/;

/** The check is a command that the gateway takes. */
export const VERIFY_COMMAND: Rule<NemoClawHarnessProps> = {
  id: 'KF5619',
  name: 'verify-command',
  severity: 'error',
  acknowledge: 'never',
  why: 'The gateway runs the command as it is, without a shell, and refuses line ends and long arguments: the check would fail for a harness that runs.',
  fix: 'give the program and its arguments one by one, on one line each',
  faults: [],
  sources: ['facts/openshell-0.0.46.md §6', 'facts/verified.md §1, §7'],
  check({ verify }, report) {
    if (verify === undefined || verify === false) return;
    const command: unknown = typeof verify === 'object' && verify !== null ? verify.command : verify;
    const path = ['verify', 'command'];
    if (!Array.isArray(command) || command.length === 0 || command.length > MOST) {
      report({ path, problem: 'this is no command', got: command, allowed: `1 to ${MOST} texts` });
      return;
    }
    command.forEach((argument: unknown, index) => {
      const isFine = typeof argument === 'string' && argument.length <= LONGEST && !REFUSED.test(argument);
      if (isFine && (index > 0 || argument !== '')) return;
      const allowed = `a text of at most ${LONGEST} characters without line ends`;
      report({ path: [...path, index], problem: 'the gateway refuses this argument', got: argument, allowed });
    });
  },
  examples: {
    failing: exampleHarness({ verify: { command: ['sh', '-c', 'openclaw --version\nopenclaw gateway status'] } }),
    mended: exampleHarness({ verify: { command: ['openclaw', 'gateway', 'status'] } }),
  },
};
