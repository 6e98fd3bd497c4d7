import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { EXAMPLE_VOLUME_CLAIM, EXAMPLE_VOLUME_MOUNTS, exampleContainer, exampleTemplate } from '../examples';
import { Spot } from '../spot';
import { eachContainer, nameOf } from './pod-of';
import { claimedVolumes, ownVolumes } from './volumes-of';

const mounted = { containers: [exampleContainer({ volumeMounts: EXAMPLE_VOLUME_MOUNTS })] };

/** Every mount has a volume behind it, and a path of its own in the container. */
export const mountsHaveVolumes: Rule<KubernetesObject> = {
  id: 'KF3014',
  name: 'mounts-have-volumes',
  severity: 'error',
  acknowledge: 'never',
  why: 'The API server refuses a pod whose container mounts a volume that does not exist, or two at one path; the Sandbox only says ReconcilerError.',
  fix: 'add the volume to `podTemplate.spec.volumes` or to `volumeClaimTemplates`, or correct the name or the path',
  faults: ['F-SBX-09'],
  sources: ['OS #967', 'AS #225'],
  check(object, report) {
    Spot.of(object, report).look(['spec', 'volumeClaimTemplates'], (templates) => {
      eachContainer(object, report, (container, pod) => {
        const own = ownVolumes(pod);
        const claimed = claimedVolumes(templates);
        const paths = new Set<unknown>();
        container.each(['volumeMounts'], (mount) => {
          mount.look(['name'], (name) => {
            // A volume whose name is known only later may be the one.
            if (own === undefined || claimed === undefined || typeof name.value !== 'string') return;
            if (own.has(name.value) || claimed.has(name.value)) return;
            name.refuse({
              problem: `${nameOf(container)} mounts a volume that does not exist`,
              got: name.value,
              allowed: [...own, ...claimed].join(', ') || 'no volume is defined',
            });
          });
          mount.look(['mountPath'], (path) => {
            if (typeof path.value !== 'string') return;
            if (path.value.includes(':') || path.value === '') {
              path.refuse({
                problem: `${nameOf(container)} mounts at a path that no pod can have`,
                got: path.value,
                allowed: 'a path without ":"',
              });
            } else if (paths.has(path.value)) {
              path.refuse({
                problem: `${nameOf(container)} mounts two volumes at one path`,
                got: path.value,
                allowed: 'every path once',
              });
            }
            paths.add(path.value);
          });
        });
      });
    });
  },
  examples: {
    failing: exampleTemplate(mounted),
    mended: exampleTemplate(mounted, { volumeClaimTemplates: [EXAMPLE_VOLUME_CLAIM] }),
  },
};
