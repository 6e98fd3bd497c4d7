import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { parseAnnotationKey, parseLabelKey, parseLabelValue } from '../../../syntax/names';
import type { Parsed } from '../../../syntax/parsed';
import { examplePod, exampleTemplate } from '../examples';
import { Spot } from '../spot';

/** Labels and annotations for pods have the syntax of labels and annotations. */
export const podMetadataSyntax: Rule<KubernetesObject> = {
  id: 'KF3011',
  name: 'pod-metadata-syntax',
  severity: 'error',
  acknowledge: 'never',
  why: 'The schema takes any text here; the API server refuses the pod that is made of it, and the Sandbox only says ReconcilerError.',
  fix: 'write the key or value as the message says',
  faults: [],
  sources: ['apimachinery validation.IsQualifiedName, IsValidLabelValue'],
  check(object, report) {
    const metadata = ['spec', 'podTemplate', 'metadata'];
    Spot.of(object, report).entries([...metadata, 'labels'], (spot, key) => {
      refuseUnless(spot, 'label key', key, parseLabelKey(key));
      refuseUnless(spot, 'label value', spot.value, parseLabelValue(spot.value));
    });
    Spot.of(object, report).entries([...metadata, 'annotations'], (spot, key) => {
      refuseUnless(spot, 'annotation key', key, parseAnnotationKey(key));
    });
  },
  examples: {
    failing: exampleTemplate({}, { podTemplate: { metadata: { labels: { team: 'team a' } }, spec: examplePod() } }),
    mended: exampleTemplate({}, { podTemplate: { metadata: { labels: { team: 'team-a' } }, spec: examplePod() } }),
  },
};

function refuseUnless(spot: Spot, what: string, got: unknown, parsed: Parsed<string>): void {
  if (parsed.ok) return;
  spot.refuse({
    problem: `the ${what} is malformed: ${parsed.reason}`,
    got,
    allowed: parsed.allowed,
    ...(parsed.suggestion !== undefined && { fix: `write ${JSON.stringify(parsed.suggestion)}` }),
  });
}
