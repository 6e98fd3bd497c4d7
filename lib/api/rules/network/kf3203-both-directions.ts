import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { EXAMPLE_DNS, exampleTemplate } from '../examples';
import { isRecord, Spot } from '../spot';

/** A template’s policy speaks of both directions, or of none. */
export const bothDirections: Rule<KubernetesObject> = {
  id: 'KF3203',
  name: 'both-directions',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A policy in the template replaces upstream’s defaults as a whole: the direction that is left out is closed, so the router is cut off, or init containers that fetch something never end and the pool never fills.',
  fix: 'write both `ingress` and `egress`; an empty list closes a direction on purpose',
  faults: ['F-SBX-03'],
  sources: ['AS PR #1142 review', 'facts/agent-sandbox.md §2.6'],
  check(object, report) {
    Spot.of(object, report).look(['spec', 'networkPolicy'], (policy) => {
      if (!isRecord(policy.value)) return;
      const { ingress, egress } = policy.value;
      if ((ingress === undefined) === (egress === undefined)) return;
      const missing = ingress === undefined ? 'ingress' : 'egress';
      policy.refuse(
        { problem: `the policy does not mention ${missing}, which closes it`, allowed: `${missing}: [], or rules` },
        [missing],
      );
    });
  },
  examples: {
    failing: exampleTemplate({}, { networkPolicy: { egress: [EXAMPLE_DNS] } }),
    mended: exampleTemplate({}, { networkPolicy: { ingress: [], egress: [EXAMPLE_DNS] } }),
  },
};
