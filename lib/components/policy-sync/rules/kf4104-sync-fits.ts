import type { Rule } from '../../../diagnostics/rule';
import { renderGatewayState } from '../../../gateway-state/document';
import type { GatewayState } from '../../../plan/gateway-state';
import { exampleSync } from '../example';
import type { PolicySyncProps } from '../props';
import { isGateway } from './gateway';

/** What the API server takes in one ConfigMap. source: Kubernetes, ConfigMap; etcd refuses larger requests */
const LIMIT = 1_048_576;

/** The rows have room in one ConfigMap. */
export const SYNC_FITS: Rule<PolicySyncProps> = {
  id: 'KF4104',
  name: 'sync-fits',
  severity: 'error',
  acknowledge: 'never',
  why: 'A ConfigMap holds 1 MiB: the API server refuses more, after everything before it has been applied.',
  fix: 'share the rows out among several PolicySyncs, or run `kagent-fleet sync` in the pipeline, where the file has no limit',
  faults: [],
  sources: ['Kubernetes, “ConfigMaps”'],
  check({ gateway, state }, report) {
    const size = sizeOf({ gateway, state });
    if (size === undefined || size <= LIMIT) return;
    report({
      path: ['state'],
      problem: `the rows make a document of ${size} bytes`,
      got: `${state.length} rows`,
      allowed: `at most ${LIMIT} bytes`,
    });
  },
  examples: {
    failing: exampleSync({ state: policies(12) }),
    mended: exampleSync({ state: policies(1) }),
  },
};

/** Nothing for rows that make no document: KF4103 says why. */
function sizeOf({ gateway, state }: Pick<PolicySyncProps, 'gateway' | 'state'>): number | undefined {
  if (!isGateway(gateway)) return undefined;
  try {
    return Buffer.byteLength(renderGatewayState({ gateway, items: state }));
  } catch {
    return undefined;
  }
}

/** Policies of about 100 kB each. */
function policies(count: number): GatewayState[] {
  const path = `/opt/${'x'.repeat(100_000)}`;
  return Array.from({ length: count }, (_, index) => ({
    kind: 'Policy',
    key: `harness-${index}`,
    sandbox: `team-a-kagent-harness-${index}`,
    policy: { version: 1, filesystem: { readOnly: [path] } },
  }));
}
