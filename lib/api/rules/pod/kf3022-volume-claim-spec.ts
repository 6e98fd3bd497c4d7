import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { parseQuantity } from '../../../syntax/quantity';
import { EXAMPLE_VOLUME_CLAIM, EXAMPLE_VOLUME_MOUNTS, exampleContainer, exampleTemplate } from '../examples';
import { Spot } from '../spot';

const mounted = { containers: [exampleContainer({ volumeMounts: EXAMPLE_VOLUME_MOUNTS })] };
const ACCESS_MODES = ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'];

/** Every volume claim template says how it is mounted and how large it is. */
export const volumeClaimSpec: Rule<KubernetesObject> = {
  id: 'KF3022',
  name: 'volume-claim-spec',
  severity: 'error',
  acknowledge: 'never',
  why: 'The schema requires neither access modes nor a size; the API server refuses the claim, so no sandbox becomes ready.',
  fix: 'set `accessModes` and `resources.requests.storage`',
  faults: ['F-SBX-08'],
  sources: ['core/v1 ValidatePersistentVolumeClaimSpec', 'AS #1074'],
  check(object, report) {
    Spot.of(object, report).each(['spec', 'volumeClaimTemplates'], (item) => {
      item.look(['spec', 'accessModes'], (spot) => {
        const modes = Array.isArray(spot.value) ? spot.value : [];
        if (modes.length > 0 && modes.every((mode) => typeof mode !== 'string' || ACCESS_MODES.includes(mode))) return;
        spot.refuse({
          problem: 'the volume claim template has no access mode that exists',
          got: spot.value,
          allowed: ACCESS_MODES.join(', '),
        });
      });
      item.look(['spec', 'resources', 'requests', 'storage'], (spot) => {
        const parsed = parseQuantity(spot.value, { nonNegative: true, whole: true });
        if (parsed.ok && parsed.value.nano > 0n) return;
        spot.refuse({
          problem: `the volume claim template has no usable size${parsed.ok ? '' : `: ${parsed.reason}`}`,
          got: spot.value,
          allowed: 'a quantity above 0, e.g. "10Gi"',
        });
      });
    });
  },
  examples: {
    failing: exampleTemplate(mounted, {
      volumeClaimTemplates: [{ metadata: { name: 'workspace' }, spec: { accessModes: ['ReadWriteOnce'] } }],
    }),
    mended: exampleTemplate(mounted, { volumeClaimTemplates: [EXAMPLE_VOLUME_CLAIM] }),
  },
};
