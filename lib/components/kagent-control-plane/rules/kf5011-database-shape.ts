import type { Finding, Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parsePort } from '../../../syntax/port';
import { parseQuantity } from '../../../syntax/quantity';
import { exampleControlPlane } from '../example';
import { onePeerFindings } from '../fence/rules/peer-list';
import type { KagentControlPlaneProps } from '../props';
import { secretKeyFindings } from './secret-key';

/** There is one database, of which everything is said that the controller and its fence need. */
export const DATABASE_SHAPE: Rule<KagentControlPlaneProps> = {
  id: 'KF5011',
  name: 'database-shape',
  severity: 'error',
  acknowledge: 'never',
  why: 'Without a database, or behind a fence that does not let it through, the controller ends at its start; upstream’s chart makes its own beside yours and does not say which of the two is used.',
  fix: 'give url and to, or embedded with a password, by reference to a Secret',
  faults: ['F-SCR-03', 'F-SCR-05'],
  sources: ['facts/kagent.md §2, Database'],
  check({ database }, report) {
    for (const finding of databaseFindings(database)) report(finding);
  },
  examples: {
    failing: exampleControlPlane({
      database: { url: { name: 'kagent-db', key: 'url' }, to: { namespace: 'databases', cidr: '192.0.2.20/32' } },
    }),
    mended: exampleControlPlane({
      database: { url: { name: 'kagent-db', key: 'url' }, to: { namespace: 'databases' }, port: 6432 },
    }),
  },
};

function databaseFindings(database: unknown): Finding[] {
  const { url, embedded, to, port, vector } = Object(database) as { readonly [field: string]: unknown };
  if ((url === undefined) === (embedded === undefined)) {
    return [
      {
        path: ['database'],
        problem: url === undefined ? 'there is no database' : 'there are two databases',
        allowed: '{ url, to } or { embedded }',
      },
    ];
  }
  if (embedded !== undefined) return embeddedFindings(Object(embedded));
  return [
    ...secretKeyFindings(['database', 'url'], url),
    ...onePeerFindings(['database', 'to'], to),
    ...(port === undefined ? [] : findingsOf(['database', 'port'], 'the port', port, parsePort(port))),
    ...flagFindings(['database', 'vector'], vector),
  ];
}

function embeddedFindings({ password, size, vector }: { readonly [field: string]: unknown }): Finding[] {
  const path = ['database', 'embedded'];
  const parsed = size === undefined ? undefined : parseQuantity(size, { nonNegative: true, whole: true });
  return [
    ...secretKeyFindings([...path, 'password'], password),
    ...(parsed === undefined ? [] : findingsOf([...path, 'size'], 'the size', size, parsed)),
    ...flagFindings([...path, 'vector'], vector),
  ];
}

function flagFindings(path: readonly string[], flag: unknown): Finding[] {
  if (flag === undefined || typeof flag === 'boolean') return [];
  return [{ path, problem: 'this is neither true nor false', got: flag, allowed: 'true, false' }];
}
