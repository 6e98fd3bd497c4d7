import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleTemplate } from '../examples';
import { isRecord } from '../spot';
import { eachContainer, lookAtPod, nameOf } from './pod-of';

const HOST_FIELDS = {
  hostNetwork:
    'the pod uses the network of its node, where no NetworkPolicy applies and the metadata service is reachable',
  hostPID: 'the pod sees every process of its node',
  hostIPC: 'the pod shares memory with the processes of its node',
} as const;

/** A sandbox shares nothing with its node: no network, processes, memory, files or ports. */
export const noHostAccess: Rule<KubernetesObject> = {
  id: 'KF3001',
  name: 'no-host-access',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Upstream accepts a sandbox that shares its node’s network, processes or files; its NetworkPolicy then selects the pod without effect, and one sandbox reaches all others of the node.',
  fix: 'remove the field; publish ports through `service` or a relay, and mount a PersistentVolumeClaim instead of a path of the node',
  faults: ['F-SBX-25'],
  sources: ['AS PR #308', 'facts/agent-sandbox.md §2.9'],
  check(object, report) {
    lookAtPod(object, report, (pod) => {
      for (const [field, problem] of Object.entries(HOST_FIELDS)) {
        pod.look([field], (spot) => {
          if (spot.value === true) spot.refuse({ problem, got: true, allowed: 'false, or nothing' });
        });
      }
      pod.each(['volumes'], (volume) => {
        volume.look(['hostPath'], (spot) => {
          if (spot.value === undefined) return;
          const got = isRecord(spot.value) ? spot.value.path : undefined;
          spot.refuse({
            problem: 'the volume is a path of the node',
            got,
            allowed: 'any volume that is not a hostPath',
          });
        });
      });
    });
    eachContainer(object, report, (container) => {
      container.each(['ports'], (port) => {
        port.look(['hostPort'], (spot) => {
          if (spot.value === undefined || spot.value === 0) return;
          spot.refuse({
            problem: `${nameOf(container)} takes a port of its node`,
            got: spot.value,
            allowed: 'nothing',
          });
        });
      });
      container.look(['securityContext', 'windowsOptions', 'hostProcess'], (spot) => {
        if (spot.value === true)
          spot.refuse({ problem: `${nameOf(container)} runs as a process of its node`, got: true });
      });
    });
  },
  examples: {
    failing: exampleTemplate({ hostNetwork: true }),
    mended: exampleTemplate(),
  },
};
