import type { AgentSandboxRelease } from './release';

/** agent-sandbox v0.5.6 without its v1alpha1 consumers, which depend on the rest of a release. */
export const AGENT_SANDBOX_0_5_6: Omit<AgentSandboxRelease, 'v1alpha1' | 'optionalV1alpha1'> = {
  version: '0.5.6',
  images: { controller: 'registry.k8s.io/agent-sandbox/agent-sandbox-controller:v0.5.6' },
  // source: facts/agent-sandbox.md §3, "Flags (default)"
  flagDefaults: {
    'sandbox-concurrent-workers': 100,
    'sandbox-claim-concurrent-workers': 50,
    'sandbox-warm-pool-concurrent-workers': 1,
    'sandbox-template-concurrent-workers': 1,
    'sandbox-warm-pool-max-batch-size': 300,
    'sandbox-warm-pool-replenish-delay': '0',
    'sandbox-warm-pool-max-refill-rate': 0,
    'sandbox-warm-pool-readiness-grace-period': '5m',
    'sandbox-warm-pool-unschedulable-recheck-interval': '1m',
    'enable-warm-pool-eviction': true,
    'kube-api-qps': -1,
    'kube-api-burst': 10,
    'api-connections': 1,
    'separate-watch-connection': false,
    'cache-label-selectors': false,
    'sandbox-write-behind-window': '0',
    'disable-claim-events': false,
    'disable-claim-observability-annotations': false,
    'enable-tracing': false,
    'cluster-domain': 'cluster.local',
    'enable-webhook': true,
    'manage-webhook-certs': true,
    'webhook-service-name': 'agent-sandbox-webhook-service',
    'webhook-namespace': 'agent-sandbox-system',
    'leader-election-namespace': '',
    'zap-log-level': 'info',
  },
};
