import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { parseImageReference } from '../../../syntax/image-reference';
import { exampleTemplateWith } from '../examples';
import { eachContainer, nameOf } from './pod-of';

/** No image floats: without a digest it has at least a tag that is not `latest`. */
export const floatingImage: Rule<KubernetesObject> = {
  id: 'KF3021',
  name: 'floating-image',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'Members of one warm pool start at different times; with a floating tag they run different programs under one template, and no edit makes the older ones stale.',
  fix: 'write the image with `@sha256:…`',
  faults: ['F-SBX-14'],
  sources: ['facts/agent-sandbox.md §2.3', 'DESIGN §9'],
  check(object, report) {
    eachContainer(object, report, (container) => {
      container.look(['image'], (spot) => {
        const parsed = parseImageReference(spot.value);
        if (!parsed.ok || parsed.value.digest !== undefined) return;
        const { tag } = parsed.value;
        if (tag !== undefined && tag !== 'latest') return;
        spot.refuse({
          problem: `the image of ${nameOf(container)} ${tag === undefined ? 'has neither tag nor digest' : 'is whatever "latest" is that day'}`,
          got: spot.value,
          allowed: 'an image with a digest',
        });
      });
    });
  },
  examples: {
    failing: exampleTemplateWith({ image: 'registry.example/agents/claude:latest' }),
    mended: exampleTemplateWith({}),
  },
};
