import type { Rule } from '../../../diagnostics/rule';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps } from '../props';
import { volumesOf } from './volumes';

/** What all sandboxes of a pool share, none of them writes. */
export const sharedVolume: Rule<AgentSandboxPoolProps> = {
  id: 'KF3412',
  name: 'shared-volume',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A claim made outside is mounted by every sandbox of the pool, warm and claimed: what one session writes the next one reads, and a ReadWriteOnce volume keeps the pool on one node.',
  fix: 'set `readOnly: true`, or give each sandbox its own with `perSandbox`',
  faults: ['F-SBX-10'],
  sources: ['facts/agent-sandbox.md §2.1, §2.5'],
  check(props, report) {
    for (const [name, { claim, readOnly }] of volumesOf(props)) {
      if (claim === undefined) continue;
      const path = ['volumes', name, 'readOnly'];
      report.whenKnown(path, readOnly ?? false, (known) =>
        known === true
          ? []
          : [{ path, problem: 'every sandbox of the pool writes to one volume', got: known, allowed: 'true' }],
      );
    }
  },
  examples: {
    failing: examplePool({ volumes: { models: { mountPath: '/models', claim: 'models' } } }),
    mended: examplePool({ volumes: { models: { mountPath: '/models', claim: 'models', readOnly: true } } }),
  },
};
