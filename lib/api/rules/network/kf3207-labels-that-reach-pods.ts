import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { nameHash } from '../../../syntax/name-hash';
import { Spot } from '../spot';
import { eachPeer } from './policy-of';

/** What agent-sandbox 0.5 writes on pods. source: facts/agent-sandbox.md §2.8 */
const ON_PODS = new Set([
  'agents.x-k8s.io/sandbox-name-hash',
  'agents.x-k8s.io/sandbox-template-ref-hash',
  'agents.x-k8s.io/warm-pool-sandbox',
  'agents.x-k8s.io/created-by',
]);

const NEVER_ON_PODS = /^(extensions\.)?agents\.x-k8s\.io\/|^openshell\.ai\//;

/** Selectors use labels that really are on pods of sandboxes. */
export const labelsThatReachPods: Rule<KubernetesObject> = {
  id: 'KF3207',
  name: 'labels-that-reach-pods',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Labels of the Sandbox object, such as openshell.ai/managed-by or agents.x-k8s.io/claim-uid, are not copied to its pod, and reserved ones in a template are dropped: the selector matches nothing, and the policy protects nobody.',
  fix: 'select agents.x-k8s.io/sandbox-template-ref-hash or -name-hash with the computed hash, or a label of your own from podTemplate.metadata',
  faults: ['F-NET-08', 'F-SBX-21'],
  sources: ['AS #1422', 'facts/openshell.md §3.2', 'facts/verified.md §2'],
  check(object, report) {
    const judge = (selector: Spot) => {
      selector.entries(['matchLabels'], (label, key) => {
        if (isAbsent(key))
          label.refuse({ problem: `no pod carries the label ${key}`, got: key, allowed: [...ON_PODS].join(', ') });
      });
      selector.each(['matchExpressions'], (expression) => {
        expression.look(['key'], (key) => {
          if (typeof key.value !== 'string' || !isAbsent(key.value)) return;
          key.refuse({
            problem: `no pod carries the label ${key.value}`,
            got: key.value,
            allowed: [...ON_PODS].join(', '),
          });
        });
      });
    };
    const root = Spot.of(object, report);
    if (object.kind === 'NetworkPolicy') root.look(['spec', 'podSelector'], judge);
    if (object.kind === 'PodDisruptionBudget') root.look(['spec', 'selector'], judge);
    else eachPeer(object, report, (peer) => peer.look(['podSelector'], judge));
  },
  examples: {
    failing: example({ 'openshell.ai/managed-by': 'openshell' }),
    mended: example({ 'agents.x-k8s.io/sandbox-template-ref-hash': nameHash('claude') }),
  },
};

function isAbsent(key: string): boolean {
  return NEVER_ON_PODS.test(key) && !ON_PODS.has(key);
}

function example(matchLabels: Readonly<Record<string, string>>): KubernetesObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'claude-fence', namespace: 'team-a' },
    spec: { podSelector: { matchLabels }, policyTypes: ['Ingress', 'Egress'] },
  };
}
