import type { Rule } from '../../../../diagnostics/rule';
import { exampleControlPlane, exampleControlPlanePlatform } from '../../example';
import { platformOf } from '../../place';
import type { KagentControlPlaneProps } from '../../props';

/** A proxy that is trusted is the only one who gets through. */
export const ENFORCED_FENCE: Rule<KagentControlPlaneProps> = {
  id: 'KF5023',
  name: 'enforced-front-door',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent reads the user from a token whose signature it does not check: where NetworkPolicies have no effect, every pod of the cluster writes itself a token and is whoever it likes.',
  fix: 'install a network plugin that enforces NetworkPolicies, or say unsecure, which it is',
  faults: ['F-TEN-03', 'F-NET-06'],
  sources: ['facts/kagent.md §5', 'kagent v0.9.12, go/core/internal/httpserver/auth/proxy_authn.go, parseJWTPayload'],
  check(props, report) {
    const { frontDoor } = props;
    if (!frontDoor?.oauth2Proxy && !frontDoor?.trustedProxy) return;
    const { cni } = platformOf(props).cluster;
    if (cni !== 'none-enforcing') return;
    report({
      path: ['frontDoor'],
      problem: 'nothing keeps others than the proxy from the API, which believes every token',
      got: cni,
      allowed: 'cluster.cni cilium, calico or other',
    });
  },
  examples: {
    failing: exampleControlPlane({ platform: exampleControlPlanePlatform({ cluster: { cni: 'none-enforcing' } }) }),
    mended: exampleControlPlane(),
  },
};
