import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { parseImageReference } from '../../../syntax/image-reference';
import { exampleTemplateWith } from '../examples';
import { eachContainer, nameOf } from './pod-of';

/** Every container names an image, in the form that container runtimes read. */
export const imageReference: Rule<KubernetesObject> = {
  id: 'KF3009',
  name: 'image-reference',
  severity: 'error',
  acknowledge: 'never',
  why: 'The schema takes any text, or none, for an image; the pod then stays in InvalidImageName or is never created, and the pool never fills.',
  fix: 'write the image with its registry, repository and digest',
  faults: [],
  sources: ['distribution/reference ParseNormalizedNamed'],
  check(object, report) {
    eachContainer(object, report, (container) => {
      container.look(['image'], (spot) => {
        const parsed = parseImageReference(spot.value);
        if (parsed.ok) return;
        spot.refuse({
          problem: `the image of ${nameOf(container)} is malformed: ${parsed.reason}`,
          got: spot.value,
          allowed: parsed.allowed,
          ...(parsed.suggestion !== undefined && { fix: `write ${parsed.suggestion}` }),
        });
      });
    });
  },
  examples: {
    failing: exampleTemplateWith({ image: 'https://registry.example/agents/claude:1.4' }),
    mended: exampleTemplateWith({}),
  },
};
