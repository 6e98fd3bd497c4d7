import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { EXAMPLE_GATEWAY, exampleTemplate } from '../examples';
import { Spot } from '../spot';
import { opensPort } from './egress-ports';

/** A pod’s name servers and its egress fit together. */
export const dnsReachable: Rule<KubernetesObject> = {
  id: 'KF3202',
  name: 'dns-reachable',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'With the cluster’s name servers and no egress to port 53 every lookup waits for its time-out; with dnsPolicy None and no name server the pod is refused.',
  fix: 'open port 53 over UDP and TCP to the cluster’s DNS; or set `dnsPolicy: None` with `dnsConfig.nameservers: [127.0.0.1]`, so that lookups fail at once',
  faults: ['F-SBX-02'],
  sources: ['AS extensions/controllers/utils.go, ApplySandboxSecureDefaults', 'facts/agent-sandbox.md §2.6, §7.13'],
  check(object, report) {
    const root = Spot.of(object, report);
    root.look(['spec', 'podTemplate', 'spec'], (pod) => {
      if (pod.value === undefined) return;
      pod.look(['dnsPolicy'], (dns) => {
        if (dns.value === 'None') {
          pod.look(['dnsConfig', 'nameservers'], (servers) => {
            if (Array.isArray(servers.value) && servers.value.length > 0) return;
            servers.refuse({
              problem: 'dnsPolicy None needs a name server',
              got: servers.value,
              allowed: 'at least one address',
            });
          });
          return;
        }
        // Default takes the node's name servers, which no rule here can know.
        if (object.kind !== 'SandboxTemplate' || dns.value === 'Default') return;
        root.look(['spec', 'networkPolicyManagement'], (management) => {
          if (management.value === 'Unmanaged') return;
          root.look(['spec', 'networkPolicy'], (policy) => {
            // Without both, upstream brings its own name servers; KF3201 speaks of that.
            if (policy.value === undefined && dns.value === undefined) return;
            policy.look(['egress'], (egress) => {
              const closed = (['UDP', 'TCP'] as const).filter((protocol) => !opensPort(egress.value, protocol, 53));
              if (closed.length === 0) return;
              dns.refuse({
                problem: `the pod asks the cluster’s DNS, and its egress opens no port 53 over ${closed.join(' and ')}`,
                got: dns.value,
                allowed: 'egress to port 53 over UDP and TCP, or dnsPolicy None',
              });
            });
          });
        });
      });
    });
  },
  examples: {
    failing: exampleTemplate({}, { networkPolicy: { ingress: [], egress: [EXAMPLE_GATEWAY] } }),
    mended: exampleTemplate(),
  },
};
