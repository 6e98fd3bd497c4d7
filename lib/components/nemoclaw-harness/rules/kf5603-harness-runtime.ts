import type { Rule } from '../../../diagnostics/rule';
import { exampleControlPlane, exampleGateway, exampleHarness } from '../example';
import { isControlPlane, isGatewayFrom } from '../place';
import type { NemoClawHarnessProps } from '../props';

/** From here on the sandbox's phase is in another field, and the inference call has another name. source: facts/kagent.md §0.1 */
const PHASE_MOVED = [0, 0, 53];
const ROUTE_RENAMED = [0, 0, 88];

/** Something runs the harness: a gateway that this kagent can drive. */
export const HARNESS_RUNTIME: Rule<NemoClawHarnessProps> = {
  id: 'KF5603',
  name: 'harness-has-a-runtime',
  severity: 'error',
  acknowledge: 'never',
  why: 'Without a gateway kagent has no reconciler for harnesses and the status stays empty; with a newer OpenShell than it knows the sandbox runs and never becomes ready.',
  fix: 'give the control plane the gateway of an OpenShellGateway of the release KAGENT_0_9',
  faults: ['F-KAG-09', 'F-REL-01', 'F-REL-02'],
  sources: ['facts/kagent.md §0.1', 'facts/verified.md §1', 'KA #2366, #1958'],
  check(props, report) {
    const { controlPlane } = props;
    if (!isControlPlane(controlPlane)) {
      report({
        path: ['controlPlane'],
        problem: 'there is no control plane',
        got: controlPlane,
        allowed: 'the ref of a KagentControlPlane',
      });
      return;
    }
    const { gateway, platform } = controlPlane;
    if (gateway === undefined) {
      report({
        path: ['controlPlane', 'gateway'],
        problem: 'the control plane has no gateway, so that nothing reconciles the harness',
        allowed: 'the ref of an OpenShellGateway',
      });
      return;
    }
    if (!isGatewayFrom(props, PHASE_MOVED)) return;
    const consequence = isGatewayFrom(props, ROUTE_RENAMED)
      ? 'SetClusterInference is gone, so that the harness stays at Accepted=False, EnsureFailed'
      : 'the phase has moved, so that the harness stays at Ready=Unknown and is never set up';
    report({
      path: ['controlPlane', 'gateway', 'version'],
      problem: `kagent cannot drive OpenShell ${gateway.version} of ${platform.release}: ${consequence}`,
      got: gateway.version,
      allowed: '0.0.46, of the release KAGENT_0_9',
    });
  },
  examples: {
    failing: exampleHarness({ controlPlane: exampleControlPlane({ gateway: exampleGateway({ version: '0.0.111' }) }) }),
    mended: exampleHarness(),
  },
};
