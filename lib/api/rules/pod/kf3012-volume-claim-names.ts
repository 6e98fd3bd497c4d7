import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { parseVolumeClaimTemplateName } from '../../../syntax/agent-sandbox-names';
import { EXAMPLE_VOLUME_CLAIM, EXAMPLE_VOLUME_MOUNTS, exampleContainer, exampleTemplate } from '../examples';
import { Spot } from '../spot';

const mounted = { containers: [exampleContainer({ volumeMounts: EXAMPLE_VOLUME_MOUNTS })] };

/** Every volume claim template has a name of its own. */
export const volumeClaimNames: Rule<KubernetesObject> = {
  id: 'KF3012',
  name: 'volume-claim-names',
  severity: 'error',
  acknowledge: 'never',
  why: 'The schema requires no name; the controller then builds a claim name that starts with a dash, or stops with VolumeClaimTemplatesError when two items share a name.',
  fix: 'give every item of `volumeClaimTemplates` a `metadata.name` of its own',
  faults: ['F-SBX-08'],
  sources: ['AS #1074', 'facts/agent-sandbox.md §1.1, §2.7'],
  check(object, report) {
    const seen = new Set<unknown>();
    Spot.of(object, report).each(['spec', 'volumeClaimTemplates'], (item) => {
      item.look(['metadata', 'name'], (name) => {
        const parsed = parseVolumeClaimTemplateName(name.value);
        if (!parsed.ok) {
          name.refuse({
            problem: `the volume claim template has no usable name: ${parsed.reason}`,
            got: name.value,
            allowed: parsed.allowed,
          });
        } else if (seen.has(parsed.value)) {
          name.refuse({
            problem: 'two volume claim templates share one name',
            got: parsed.value,
            allowed: 'every name once',
          });
        }
        seen.add(name.value);
      });
    });
  },
  examples: {
    failing: exampleTemplate(mounted, {
      volumeClaimTemplates: [EXAMPLE_VOLUME_CLAIM, { spec: EXAMPLE_VOLUME_CLAIM.spec }],
    }),
    mended: exampleTemplate(mounted, { volumeClaimTemplates: [EXAMPLE_VOLUME_CLAIM] }),
  },
};
