import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { nameHash } from '../../../syntax/name-hash';
import { exampleClaim, exampleSandbox } from '../examples';

/** A Sandbox comes out of a template through a claim, or somebody answers for its network. */
export const noBareSandbox: Rule<KubernetesObject> = {
  id: 'KF3105',
  name: 'no-bare-sandbox',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A Sandbox without template and claim gets no NetworkPolicy, no DNS settings and no automount default: none of the controller’s secure defaults apply to it.',
  fix: 'claim it from a pool; or write a NetworkPolicy that selects the pod by the label the message names, and acknowledge this rule with that policy’s name',
  faults: ['F-SBX-23'],
  sources: ['facts/agent-sandbox.md §2.6, §7.14', 'kubescape regolibrary PR #798'],
  check(object, report) {
    if (object.kind !== 'Sandbox') return;
    report({
      path: ['metadata', 'name'],
      problem: `no template fences this Sandbox; its pod carries agents.x-k8s.io/sandbox-name-hash=${nameHash(object.metadata.name)}`,
      got: object.metadata.name,
      allowed: 'a SandboxClaim on a SandboxWarmPool',
    });
  },
  examples: { failing: exampleSandbox(), mended: exampleClaim() },
};
