import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleClaim } from '../examples';
import { Spot } from '../spot';

/** Nobody relies on a claim’s Retain to keep data. */
export const claimRetain: Rule<KubernetesObject> = {
  id: 'KF3107',
  name: 'claim-retain',
  severity: 'error',
  acknowledge: 'with-reason',
  why: '`shutdownPolicy: Retain` of a claim keeps the claim object and deletes its Sandbox, and with the Sandbox its volumes; only the Retain of a Sandbox keeps them.',
  fix: 'write Delete, and keep data in a PersistentVolumeClaim made outside and mounted through the template',
  faults: ['F-SBX-20'],
  sources: ['facts/agent-sandbox.md §2.2', 'AS PR #1635'],
  check(object, report) {
    Spot.of(object, report).look(['spec', 'lifecycle', 'shutdownPolicy'], (spot) => {
      if (spot.value !== 'Retain') return;
      spot.refuse({
        problem: 'this Retain keeps the claim and deletes its volumes',
        got: 'Retain',
        allowed: 'Delete, DeleteForeground',
      });
    });
  },
  examples: {
    failing: exampleClaim({ lifecycle: { shutdownTime: '2026-12-24T18:00:00Z', shutdownPolicy: 'Retain' } }),
    mended: exampleClaim({ lifecycle: { shutdownTime: '2026-12-24T18:00:00Z', shutdownPolicy: 'Delete' } }),
  },
};
