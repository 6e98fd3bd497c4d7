import type { Rule } from '../../../../diagnostics/rule';
import { isDeferred } from '../../../../plan/leaf';
import { exampleGateway } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

const COUNTED = /^(requests|limits)\.(cpu|memory)$/;

/** A quota that the sandboxes' pods can be counted by. */
export const SANDBOX_QUOTA: Rule<OpenShellGatewayProps> = {
  id: 'KF4034',
  name: 'sandbox-quota',
  severity: 'error',
  acknowledge: 'never',
  why: 'The driver writes no resources into its pods: a quota on CPU or memory refuses each of them unless the LimitRange fills in what the quota counts, and the Sandbox only says ReconcilerError.',
  fix: 'give containerDefaults a value for each thing that the quota counts, and count sandboxes in whole numbers',
  faults: [],
  sources: ['facts/verified.md §2', 'Kubernetes, Resource Quotas'],
  check({ sandboxes }, report) {
    const quota = sandboxes?.quota;
    if (!quota) return;
    const at = ['sandboxes', 'quota'];
    if (!Number.isInteger(quota.sandboxes) || quota.sandboxes < 1) {
      const allowed = 'a whole number from 1';
      report({ path: [...at, 'sandboxes'], problem: 'this is no number to count to', got: quota.sandboxes, allowed });
    }
    const defaults: unknown = sandboxes?.containerDefaults;
    if (defaults === undefined || isDeferred(defaults)) return;
    for (const name of Object.keys(quota.hard ?? {})) {
      const [, kind, resource] = COUNTED.exec(name) ?? (/^(cpu|memory)$/.test(name) ? [name, 'requests', name] : []);
      if (kind === undefined || resource === undefined || fills(defaults, kind, resource)) continue;
      report({
        path: [...at, 'hard', name],
        problem: `the quota counts ${name}, which containerDefaults leave open`,
        got: name,
        allowed: `containerDefaults.${kind}.${resource}, or no such quota`,
      });
    }
  },
  examples: {
    failing: exampleGateway({
      sandboxes: {
        quota: { sandboxes: 5, hard: { 'limits.memory': '40Gi' } },
        containerDefaults: { requests: { cpu: '500m', memory: '2Gi' } },
      },
    }),
    mended: exampleGateway({
      sandboxes: {
        quota: { sandboxes: 5, hard: { 'limits.memory': '40Gi' } },
        containerDefaults: { requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '8Gi' } },
      },
    }),
  },
};

/** Whether the defaults have a value there; a limit without a request is the request too. Deferred parts are taken to have it. */
function fills(defaults: unknown, kind: string, resource: string): boolean {
  const parts = kind === 'requests' ? ['requests', 'limits'] : ['limits'];
  return parts.some((name) => {
    const part = field(defaults, name);
    return isDeferred(part) || field(part, resource) !== undefined;
  });
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
