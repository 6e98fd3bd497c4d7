import type { Rule } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps } from '../props';
import { mostWarm } from '../warm-pool';
import { volumesOf } from './volumes';

/** The cost of a volume per sandbox is said: every warm one has it. */
export const volumePerReplica: Rule<AgentSandboxPoolProps> = {
  id: 'KF3413',
  name: 'volume-per-replica',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A volume claim template in a pool makes one PersistentVolume per warm sandbox, used or not, and deletes it with the sandbox; provisioning it is what a warm start then waits for.',
  fix: 'acknowledge the cost with a reason; or use an `ephemeral` volume, or a claim made outside for data that has to stay',
  faults: ['F-SBX-20'],
  sources: ['facts/agent-sandbox.md §2.5', 'AS PR #1001'],
  check(props, report) {
    const most = mostWarm(props.replicas);
    if (most === 0) return;
    const size = most === undefined ? 'one' : String(most);
    for (const [name, { perSandbox }] of volumesOf(props)) {
      if (perSandbox === undefined) continue;
      report({
        path: ['volumes', name, 'perSandbox'],
        problem: `${size} PersistentVolume${size === 'one' || most === 1 ? ' per warm sandbox is' : 's are'} paid for before anybody claims a sandbox`,
        got: storageOf(perSandbox),
        allowed: 'ephemeral, or a claim made outside',
      });
    }
    const { volumeClaimTemplates } = props;
    const count = Array.isArray(volumeClaimTemplates)
      ? volumeClaimTemplates.length
      : Number(isDeferred(volumeClaimTemplates));
    if (count === 0) return;
    report({
      path: ['volumeClaimTemplates'],
      problem: `${most === undefined ? '' : `${most} × `}${count} PersistentVolume${count === 1 ? '' : 's'} per warm sandbox are paid for before anybody claims one`,
      got: count,
      allowed: 'none, or an acknowledgement',
    });
  },
  examples: {
    failing: examplePool({
      volumes: {
        workspace: {
          mountPath: '/workspace',
          perSandbox: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
        },
      },
    }),
    mended: examplePool({ volumes: { workspace: { mountPath: '/workspace', ephemeral: { sizeLimit: '10Gi' } } } }),
  },
};

function storageOf(claim: unknown): unknown {
  const storage = (claim as { resources?: { requests?: { storage?: unknown } } }).resources?.requests?.storage;
  return isDeferred(storage) ? undefined : storage;
}
