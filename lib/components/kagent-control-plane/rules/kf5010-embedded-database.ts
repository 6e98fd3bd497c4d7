import type { Rule } from '../../../diagnostics/rule';
import { exampleControlPlane } from '../example';
import type { KagentControlPlaneProps } from '../props';

/** The embedded database is for trials, and somebody says that this is one. */
export const EMBEDDED_DATABASE: Rule<KagentControlPlaneProps> = {
  id: 'KF5010',
  name: 'embedded-database',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'One pod on one claim without a backup, spoken to in plain text: with its node go every session and all memory, and the controller with its API waits until it is back.',
  fix: 'give database.url, or acknowledge that this is a trial',
  faults: ['F-SCR-05'],
  sources: ['facts/kagent.md §2, §10.10'],
  check({ database }, report) {
    if (database?.embedded === undefined) return;
    report({
      path: ['database', 'embedded'],
      problem: 'sessions and memory are kept in a database without a backup',
      allowed: '{ url, to }',
    });
  },
  examples: {
    failing: exampleControlPlane({ database: { embedded: { password: { name: 'kagent-db', key: 'password' } } } }),
    mended: exampleControlPlane({
      database: { url: { name: 'kagent-db', key: 'url' }, to: { cidr: '192.0.2.20/32' } },
    }),
  },
};
