import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleTemplate } from '../examples';
import { Spot } from '../spot';

/** A template says itself what its sandboxes may reach. */
export const explicitNetwork: Rule<KubernetesObject> = {
  id: 'KF3201',
  name: 'explicit-network',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Without a policy of its own a template gets upstream’s: egress to public addresses only and, unless dnsPolicy is set, 8.8.8.8 and 1.1.1.1 as name servers. Cluster names do not resolve, gateways are out of reach, the pod is Ready and its calls hang. Unmanaged removes even that.',
  fix: 'write `networkPolicy` with `ingress` and `egress` (both may be empty) and set `dnsPolicy`; AgentSandboxPool does both from its `network` prop',
  faults: ['F-SBX-01'],
  sources: ['facts/agent-sandbox.md §2.6, §7.13', 'mckinsey marketplace PR #429'],
  check(object, report) {
    const spec = Spot.of(object, report);
    spec.look(['spec', 'networkPolicyManagement'], (management) => {
      if (management.value === 'Unmanaged') {
        management.refuse({
          problem: 'the controller keeps no NetworkPolicy for the sandboxes of this template',
          got: 'Unmanaged',
          allowed: 'Managed',
        });
        return;
      }
      spec.look(['spec', 'networkPolicy'], (policy) => {
        if (policy.value !== undefined) return;
        spec.look(['spec', 'podTemplate', 'spec', 'dnsPolicy'], (dns) => {
          const resolvers = dns.value === undefined ? ', and 8.8.8.8 and 1.1.1.1 as name servers' : '';
          policy.refuse({
            problem: `the sandboxes get upstream’s default policy${resolvers}`,
            allowed: '{ ingress: […], egress: […] }',
          });
        });
      });
    });
  },
  examples: {
    failing: exampleTemplate({ dnsPolicy: undefined }, { networkPolicy: undefined }),
    mended: exampleTemplate(),
  },
};
