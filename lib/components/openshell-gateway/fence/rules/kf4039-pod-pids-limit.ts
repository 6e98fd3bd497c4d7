import type { Rule } from '../../../../diagnostics/rule';
import { releases } from '../../../../releases';
import { capabilitiesOf } from '../../capabilities';
import { exampleGatewayPlatform, exampleSideBySide } from '../../example';
import { platformOf } from '../../place';
import type { OpenShellGatewayProps } from '../../props';

/** Somebody on the node counts a sandbox's processes. */
export const POD_PIDS_LIMIT: Rule<OpenShellGatewayProps> = {
  id: 'KF4039',
  name: 'pod-pids-limit',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'This release’s supervisor sets no limit of its own: without the kubelet’s podPidsLimit, which a manifest cannot set, a fork bomb in one sandbox takes every process id of its node. The supervisor only warns in its log.',
  fix: 'set podPidsLimit in the kubelets’ configuration, e.g. to 4096, and say so in the platform’s cluster.podPidsLimit',
  faults: ['F-ISO-09'],
  sources: ['facts/openshell.md §4.1', 'facts/openshell-0.0.46.md §0'],
  check(props, report) {
    const limit: unknown = platformOf(props)?.cluster?.podPidsLimit;
    // A number that makes no sense is the business of KF1012.
    if (capabilitiesOf(props)?.processLimit !== 'none' || (limit !== undefined && limit !== 'unknown')) return;
    report({
      path: [...(props.platform ? [] : ['tenant']), 'platform', 'cluster', 'podPidsLimit'],
      problem: 'nothing says that the nodes limit the processes of a pod',
      allowed: 'the podPidsLimit of the nodes that run sandboxes',
    });
  },
  examples: {
    failing: exampleSideBySide({ platform: exampleGatewayPlatform(sideBySide('unknown')) }),
    mended: exampleSideBySide({ platform: exampleGatewayPlatform(sideBySide(4096)) }),
  },
};

function sideBySide(podPidsLimit: number | 'unknown') {
  return { release: releases.SIDE_BY_SIDE, cluster: { podPidsLimit } };
}
