import type { Finding, Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsSubdomain } from '../../../syntax/names';
import { parsePort } from '../../../syntax/port';
import { parseQuantity } from '../../../syntax/quantity';
import { peerFindings } from '../../observability/rules/peer-findings';
import { exampleGateway } from '../example';
import type { OpenShellGatewayProps } from '../props';

/** The database is one, and what it needs is said. */
export const STORAGE: Rule<OpenShellGatewayProps> = {
  id: 'KF4004',
  name: 'gateway-storage',
  severity: 'error',
  acknowledge: 'never',
  why: 'Everything that a gateway knows is in its database: with two the data is in one of them, and a size or a reference that is malformed leaves the pod waiting.',
  fix: 'give sqlite with a size, or postgres with a Secret key that holds its URL and the peer it is reached at',
  faults: ['F-GW-07', 'F-LIF-04'],
  sources: ['facts/openshell.md §2.1', 'facts/openshell-0.0.46.md §2.1'],
  check({ storage }, report) {
    if (storage === undefined) return;
    for (const finding of storageFindings(storage)) report(finding);
  },
  examples: {
    failing: exampleGateway({ storage: { sqlite: { size: '1 GB' } } }),
    mended: exampleGateway({ storage: { sqlite: { size: '1Gi' } } }),
  },
};

function storageFindings({ sqlite, postgres }: NonNullable<OpenShellGatewayProps['storage']>): Finding[] {
  if ((sqlite === undefined) === (postgres === undefined)) {
    return [
      {
        path: ['storage'],
        problem: 'a gateway has one database',
        got: { sqlite, postgres },
        allowed: 'sqlite, or postgres',
      },
    ];
  }
  if (postgres === undefined) {
    const size = sqlite?.size;
    if (size === undefined) return [];
    return findingsOf(
      ['storage', 'sqlite', 'size'],
      'the size',
      size,
      parseQuantity(size, { nonNegative: true, whole: true }),
    );
  }
  const path: Path = ['storage', 'postgres'];
  const { url, to, port } = postgres;
  return [
    ...secretKeyFindings([...path, 'url'], url),
    ...(to === undefined
      ? [
          {
            path: [...path, 'to'],
            problem: 'it is not said where the database is',
            allowed: '{ namespace } or { cidr }',
          },
        ]
      : peerFindings([...path, 'to'], to)),
    ...(port === undefined ? [] : findingsOf([...path, 'port'], 'the port', port, parsePort(port))),
  ];
}

/** What is wrong with a reference to a key of a Secret; also the word for a value where a reference belongs. */
export function secretKeyFindings(path: Path, reference: unknown): Finding[] {
  const { name, key } = (typeof reference === 'object' && reference !== null ? reference : {}) as {
    readonly name?: unknown;
    readonly key?: unknown;
  };
  if (typeof reference !== 'object' || reference === null) {
    // What stands here may be the secret itself, so it is not shown.
    return [{ path, problem: 'this is no reference to a key of a Secret', allowed: '{ name, key }' }];
  }
  return [
    ...findingsOf([...path, 'name'], 'the name of the Secret', name, parseDnsSubdomain(name)),
    ...(typeof key === 'string' && /^[-._a-zA-Z0-9]{1,253}$/.test(key)
      ? []
      : [
          {
            path: [...path, 'key'],
            problem: 'this cannot be a key of a Secret',
            got: key,
            allowed: 'letters, digits, - _ .',
          },
        ]),
  ];
}
