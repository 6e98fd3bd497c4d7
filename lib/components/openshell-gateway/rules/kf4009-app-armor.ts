import type { Rule } from '../../../diagnostics/rule';
import { capabilitiesOf } from '../capabilities';
import { exampleGateway, exampleGatewayPlatform } from '../example';
import { platformOf } from '../place';
import type { OpenShellGatewayProps } from '../props';

/** AppArmor lets the supervisor make its network namespace. */
export const APP_ARMOR: Rule<OpenShellGatewayProps> = {
  id: 'KF4009',
  name: 'gateway-app-armor',
  severity: 'error',
  acknowledge: 'never',
  why: 'The runtime’s default profile denies the shared mount that `ip netns add` makes, whatever capabilities the pod has: every sandbox ends in CrashLoopBackOff with "network namespace creation failed". This release’s driver cannot set a profile.',
  fix: 'set appArmorProfile to Unconfined in the sandbox namespace by a MutatingAdmissionPolicy and say nodeAppArmor: mutated, use nodes without AppArmor, or a release from OpenShell 0.0.57',
  faults: ['F-REL-06'],
  sources: ['facts/openshell-0.0.46.md §3', 'facts/openshell.md §4.5'],
  check(props, report) {
    const can = capabilitiesOf(props);
    const cluster = platformOf(props)?.cluster;
    if (can === undefined || can.appArmorProfile || cluster?.nodeAppArmor !== 'enabled') return;
    report({
      path: [
        props.platform === undefined ? 'tenant' : 'platform',
        ...(props.platform ? [] : ['platform']),
        'cluster',
        'nodeAppArmor',
      ],
      problem: 'sandboxes cannot start on nodes with AppArmor',
      got: cluster.nodeAppArmor,
      allowed: 'absent, mutated',
    });
  },
  examples: {
    failing: exampleGateway({ platform: exampleGatewayPlatform({ cluster: { nodeAppArmor: 'enabled' } }) }),
    mended: exampleGateway({ platform: exampleGatewayPlatform({ cluster: { nodeAppArmor: 'mutated' } }) }),
  },
};
