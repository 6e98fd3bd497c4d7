import type { Rule } from '../../../diagnostics/rule';
import { exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';

const WHERE = {
  resourceProfile: '`sandboxes.containerDefaults` of the OpenShellGateway, e.g. `resourcesOfProfile(…)`',
  runtimeClassName: '`sandboxes.runtimeClassName` of the OpenShellGateway, where its release has it',
};

/** What a harness cannot ask for is not asked for. */
export const GATEWAY_DECIDES: Rule<NemoClawHarnessProps> = {
  id: 'KF5609',
  name: 'gateway-decides',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'kagent sends the gateway no resources and no RuntimeClass. What all sandboxes of the gateway get is decided there: resources by the LimitRange of the sandbox namespace.',
  fix: 'set it on the OpenShellGateway and leave it out here, or acknowledge that it is set there',
  faults: [],
  sources: ['facts/openshell-0.0.46.md §6', 'facts/verified.md §2'],
  check(props, report) {
    for (const field of ['resourceProfile', 'runtimeClassName'] as const) {
      if (props[field] === undefined) continue;
      report({
        path: [field],
        problem: `kagent has no way to send ${field}`,
        got: props[field],
        allowed: WHERE[field],
      });
    }
  },
  examples: {
    failing: exampleHarness({ resourceProfile: 'developer' }),
    mended: exampleHarness(),
  },
};
