import type { Rule } from '../../../../diagnostics/rule';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPool } from '../example';
import { CONTRACT_CHECK } from '../image-contract';
import { isSupervised } from '../policy-of';

const ALLOWED = ['declared', 'probed'];

/** Somebody answers for what the supervisor needs of the image. */
export const imageContract: Rule<AgentSandboxPoolProps> = {
  id: 'KF3433',
  name: 'image-contract',
  severity: 'error',
  acknowledge: 'never',
  why: 'The supervisor takes `ip`, `nft`, `nsenter` and the user and group `sandbox` from the agent’s image: without `ip` or the user no sandbox starts, and without `nft` the detection of whoever goes around the proxy is lost in silence.',
  fix: `set \`imageContract: probed\` to have an init container look, or \`declared\` after a look of your own: ${CONTRACT_CHECK}`,
  faults: ['F-ISO-07'],
  sources: ['facts/openshell.md §4.4', 'OpenShell #3280, #3281'],
  check(props, report) {
    if (!isSupervised(props) || ALLOWED.includes(props.imageContract)) return;
    report({
      path: ['imageContract'],
      problem: 'nobody says that the image holds what the supervisor needs',
      got: props.imageContract,
      allowed: ALLOWED.join(', '),
    });
  },
  examples: {
    failing: exampleSupervisedPool({ imageContract: undefined }),
    mended: exampleSupervisedPool({ imageContract: 'declared' }),
  },
};
