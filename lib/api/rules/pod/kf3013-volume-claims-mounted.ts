import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { EXAMPLE_VOLUME_CLAIM, EXAMPLE_VOLUME_MOUNTS, exampleContainer, exampleTemplate } from '../examples';
import { Spot } from '../spot';
import { lookAtPod } from './pod-of';
import { mountedVolumes } from './volumes-of';

/** Every volume claim template is mounted by some container. */
export const volumeClaimsMounted: Rule<KubernetesObject> = {
  id: 'KF3013',
  name: 'volume-claims-mounted',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The claim is made and paid for, once per warm replica, and holds nothing: files land on the root filesystem and are lost with the pod.',
  fix: 'mount it in a container under the name of the volume claim template, or remove it',
  faults: ['F-SBX-09'],
  sources: ['OS #967', 'AS #225'],
  check(object, report) {
    lookAtPod(object, report, (pod) => {
      Spot.of(object, report).each(['spec', 'volumeClaimTemplates'], (item) => {
        item.look(['metadata', 'name'], (name) => {
          const mounted = mountedVolumes(pod);
          if (mounted === undefined) return; // a mount that is known only later may be the one
          if (typeof name.value !== 'string' || mounted.has(name.value)) return;
          name.refuse({
            problem: `no container mounts the volume ${name.value}`,
            got: name.value,
            allowed: mounted.size === 0 ? 'a volume that is mounted' : [...mounted].join(', '),
          });
        });
      });
    });
  },
  examples: {
    failing: exampleTemplate({}, { volumeClaimTemplates: [EXAMPLE_VOLUME_CLAIM] }),
    mended: exampleTemplate(
      { containers: [exampleContainer({ volumeMounts: EXAMPLE_VOLUME_MOUNTS })] },
      { volumeClaimTemplates: [EXAMPLE_VOLUME_CLAIM] },
    ),
  },
};
