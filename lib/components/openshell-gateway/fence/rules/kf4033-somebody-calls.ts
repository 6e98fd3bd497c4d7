import type { Rule } from '../../../../diagnostics/rule';
import { exampleGateway } from '../../example';
import { callersOf } from '../../place';
import type { OpenShellGatewayProps } from '../../props';

/** Somebody beside the sandboxes may reach the gateway. */
export const SOMEBODY_CALLS: Rule<OpenShellGatewayProps> = {
  id: 'KF4033',
  name: 'somebody-calls',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'The port is closed to everybody who is not named: kagent, a CLI or a program that creates sandboxes runs into time-outs.',
  fix: 'name the callers, a tenant with a control plane, or an ingress',
  faults: ['F-NET-07'],
  sources: ['facts/openshell.md §10.9'],
  check(props, report) {
    if (props.callers !== undefined && !Array.isArray(props.callers)) return;
    if (callersOf(props).length > 0 || props.ingress !== undefined) return;
    report({
      path: ['callers'],
      problem: 'nobody but the gateway’s own sandboxes may reach it',
      got: props.callers,
      allowed: "at least one peer, e.g. { namespace: 'kagent' }",
    });
  },
  examples: { failing: exampleGateway({ callers: [] }), mended: exampleGateway() },
};
