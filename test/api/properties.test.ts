import * as fc from 'fast-check';
import { customKinds, findKind, type Kind, validateObject } from '../../lib/api';
import { kindOf } from '../../lib/api/kind';
import { kindDefinitions } from '../../lib/api/kubernetes/resolve';
import { formatPath } from '../../lib/plan/path';
import { invalidObjects, objectWithNull, seeds, validObjects } from './arbitrary';

const custom: readonly Kind[] = customKinds().flatMap((kind) => kind.versions.map((version) => kindOf(kind, version)));
const builtIn = kindDefinitions()
  .map(([, { kind = [] }]) => findKind(kind[0] as string, kind[1] as string) as Kind)
  .filter(({ node }) => node.fields.has('spec') && node.required.every((name) => name === 'spec'));

const named = (kinds: readonly Kind[]) => kinds.map((kind) => [`${kind.apiVersion} ${kind.kind}`, kind] as const);
const OPTIONS = { seed: 20261122, numRuns: 300 };

describe.each(named([...custom, ...builtIn]))('%s', (_, kind) => {
  it('accepts what the schema allows', () => {
    fc.assert(
      fc.property(validObjects(kind), (object) => {
        expect(validateObject(kind, object)).toMatchObject({ findings: [], deferred: [] });
      }),
      OPTIONS,
    );
  });

  it('accepts a null where a field may be absent', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(validateObject(kind, objectWithNull(kind, seed).object).findings).toEqual([]);
      }),
      OPTIONS,
    );
  });
});

describe.each(named(custom))('%s', (_, kind) => {
  it('finds one mistake where it was made', () => {
    fc.assert(
      fc.property(invalidObjects(kind), ({ object, path, mutation }) => {
        const { findings } = validateObject(kind, object);
        const near = findings.filter((finding) => formatPath(finding.path).startsWith(formatPath(path)));
        expect({ mutation, path, findings: near.length > 0 ? 'near' : findings }).toEqual({
          mutation,
          path,
          findings: 'near',
        });
      }),
      OPTIONS,
    );
  });
});
