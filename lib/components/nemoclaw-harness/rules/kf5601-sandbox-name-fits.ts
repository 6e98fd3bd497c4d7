import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsLabel } from '../../../syntax/names';
import { exampleHarness } from '../example';
import { isGatewayFrom, sandboxNameOf } from '../place';
import type { NemoClawHarnessProps } from '../props';

/** From here on a gateway takes 19 characters without a double dash. source: facts/openshell.md §3.1, §7 */
const SHORT_NAMES_FROM = [0, 0, 88];

/** The name that kagent joins for the sandbox is one. */
export const SANDBOX_NAME_FITS: Rule<NemoClawHarnessProps> = {
  id: 'KF5601',
  name: 'sandbox-name-fits',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent asks the gateway for `<namespace>-<name>`, which is also the name of the pod: the AgentHarness is accepted, and only the gateway or the API server behind it refuses, in a log.',
  fix: 'shorten the name or the namespace, and use lower-case letters, digits and dashes',
  faults: ['F-REL-15'],
  sources: ['facts/kagent.md §3', 'facts/openshell-0.0.46.md §3'],
  check(props, report) {
    if (typeof props.name !== 'string') return;
    const sandbox = sandboxNameOf(props);
    const isShort = isGatewayFrom(props, SHORT_NAMES_FROM);
    const limit = { max: isShort ? 19 : 63, because: 'it is the name of the sandbox, <namespace>-<name>' };
    for (const finding of findingsOf(['name'], 'the name', sandbox, parseDnsLabel(sandbox, limit))) report(finding);
    if (isShort && sandbox.includes('--')) {
      const allowed = 'single dashes in <namespace>-<name>';
      report({ path: ['name'], problem: 'the name of the sandbox has a double dash', got: sandbox, allowed });
    }
  },
  examples: {
    failing: exampleHarness({ name: 'reviewer-of-all-the-pull-requests-of-the-payments-team' }),
    mended: exampleHarness({ name: 'payments-reviewer' }),
  },
};
