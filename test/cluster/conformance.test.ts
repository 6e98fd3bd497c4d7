/**
 * The API server's verdict: one server with upstream's CRDs, one with ours, the same objects for both. They must accept
 * and refuse alike, store alike (defaults, pruning) and merge alike (the field sets of managedFields), and validation
 * at synth must agree.
 */
import {
  type CustomResourceDefinitionObject,
  customKinds,
  customResourceDefinition,
  findKind,
  type Kind,
  type Upstream,
  validateObject,
} from '../../lib/api';
import type { Finding } from '../../lib/diagnostics/rule';
import { invalidObject, objectWithNull, unrulyObject, validObject } from '../api/arbitrary';
import { rulesBelow } from '../api/placed-rules';
import { UPSTREAM_FOLDERS, upstreamCrds } from '../api/upstream';
import { type ApiClient, ApiError } from './api-client';
import { applyInOrder } from './apply';
import { AGENT_SANDBOX_EDGES } from './conformance-edges';
import { KAGENT_EDGES } from './conformance-edges-kagent';
import { type ControlPlane, startControlPlane } from './control-plane';
import type { LiveObject, Manifest } from './kubernetes-object';

/** How many of each; `unruly` ones keep to the schema, but to its CEL rules by chance only. */
const GENERATED = { valid: 220, invalid: 220, withNull: 60, unruly: 100 };
const AT_ONCE = 8;

/**
 * What validation refuses although an API server accepts it in custom resources: the controller cannot read such an
 * object. A server drops `format: int32` before it validates, and lets a list pass for a text with a format.
 */
const STRICTER: readonly ((finding: Finding) => boolean)[] = [
  ({ problem, got }) => problem === 'the number is out of range' && Math.abs(got as number) >= 2 ** 31,
  ({ problem, allowed }) => problem === 'a list stands where a text belongs' && allowed === 'a text',
];

const isStricter = (finding: Finding) => STRICTER.some((matches) => matches(finding));

interface Case {
  readonly what: string;
  readonly object: Manifest & Record<string, unknown>;
}

const EDGES = { ...AGENT_SANDBOX_EDGES, ...KAGENT_EDGES };

/** Upstream's CRDs of our kinds, in the versions that ours have; what conversion does is another test's matter. */
function theirCrds(upstream: Upstream): CustomResourceDefinitionObject[] {
  const crds = upstreamCrds(UPSTREAM_FOLDERS[upstream]);
  return customKinds(upstream).map((kind) => {
    const { crd } = crds.get(kind.kind)!;
    const names = kind.versions.map(({ name }) => name);
    const versions = crd.spec.versions.filter(({ name }) => names.includes(name));
    return { ...crd, spec: { ...crd.spec, versions, conversion: { strategy: 'None' } } };
  });
}

const ourCrds = () =>
  customKinds().map((kind) =>
    customResourceDefinition(kind, { versions: kind.versions.map(({ name }) => name), conversion: 'None' }),
  );

function casesOf(kind: Kind): Case[] {
  const base = { apiVersion: kind.apiVersion, kind: kind.kind };
  const metadata = { name: 'edge', namespace: 'default' };
  const seeds = (count: number) => Array.from({ length: count }, (_, index) => index * 7919 + 17);
  const as = (object: unknown) => object as Case['object'];
  return [
    ...(EDGES[`${kind.apiVersion} ${kind.kind}`] ?? []).map((spec) => ({
      what: 'edge',
      object: as({ ...base, metadata, spec }),
    })),
    ...[undefined, null, [], 'a'].map((spec) => ({ what: 'spec', object: as({ ...base, metadata, spec }) })),
    { what: 'unknown field', object: as({ ...base, metadata, spec: validObject(kind, 1).spec, spce: {} }) },
    {
      what: 'metadata',
      object: as({ ...base, metadata: { ...metadata, lables: {} }, spec: validObject(kind, 1).spec }),
    },
    ...seeds(GENERATED.valid).map((seed) => ({ what: 'valid', object: as(validObject(kind, seed)) })),
    ...seeds(rulesBelow(kind.node).length > 0 ? GENERATED.unruly : 0).map((seed) => ({
      what: 'unruly',
      object: as(unrulyObject(kind, seed)),
    })),
    ...seeds(GENERATED.withNull).map((seed) => {
      const { mutation, object, path } = objectWithNull(kind, seed);
      return { what: `${mutation} at ${path.join('.')}`, object: as(object) };
    }),
    ...seeds(GENERATED.invalid).map((seed) => {
      const { mutation, object, path } = invalidObject(kind, seed);
      return { what: `${mutation} at ${path.join('.')}`, object: as(object) };
    }),
  ];
}

/** What a server makes of an object: refused, or what it would store and how it would merge it. */
async function outcome(client: ApiClient, object: Manifest, fieldValidation: 'Strict' | 'Ignore'): Promise<unknown> {
  try {
    const { object: stored } = await client.create<LiveObject>(object, { dryRun: true, fieldValidation });
    const { metadata, ...rest } = stored;
    const fields = (metadata.managedFields as { fieldsV1?: unknown }[] | undefined)?.map(({ fieldsV1 }) => fieldsV1);
    return { ...rest, labels: metadata.labels, fields };
  } catch (error) {
    // 422 for what the schema refuses, 400 for what strict field validation or the decoder refuses
    if (error instanceof ApiError && [400, 422].includes(error.status)) return 'refused';
    throw error;
  }
}

async function mapAtOnce<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

describe('the API server’s verdict', () => {
  let planes: ControlPlane[];
  let upstream: ApiClient;
  let ours: ApiClient;

  beforeAll(async () => {
    planes = await Promise.all([0, 1].map(() => startControlPlane({ controllers: false, nodes: 0 })));
    [upstream, ours] = planes.map(({ client }) => client) as [ApiClient, ApiClient];
    const theirs = (Object.keys(UPSTREAM_FOLDERS) as Upstream[]).flatMap(theirCrds);
    await Promise.all([applyInOrder(upstream, theirs), applyInOrder(ours, ourCrds())]);
  });

  afterAll(() => Promise.all(planes?.map((plane) => plane.stop()) ?? []));

  it.each(Object.keys(EDGES))('%s', async (name) => {
    const kind = findKind(...(name.split(' ') as [string, string])) as Kind;
    const cases = casesOf(kind);
    expect(cases.length).toBeGreaterThanOrEqual(500);

    const disagreements = await mapAtOnce(cases, async ({ what, object }) => {
      const verdicts = (fieldValidation: 'Strict' | 'Ignore') =>
        Promise.all([outcome(upstream, object, fieldValidation), outcome(ours, object, fieldValidation)]);
      const [theirStrict, ourStrict] = await verdicts('Strict');
      // strict validation only refuses more: what it accepts is stored alike without it
      const [theirLoose, ourLoose] = theirStrict === 'refused' ? await verdicts('Ignore') : [];
      const { findings } = validateObject(kind, object);
      const problems: string[] = [];
      if (JSON.stringify(theirStrict) !== JSON.stringify(ourStrict)) problems.push('strict answers differ');
      if (JSON.stringify(theirLoose) !== JSON.stringify(ourLoose)) problems.push('stored objects differ');
      const refuses = theirStrict === 'refused' ? findings.length > 0 : !findings.every(isStricter);
      if ((theirStrict === 'refused') !== refuses) {
        problems.push(
          `the server ${theirStrict === 'refused' ? 'refuses' : 'accepts'}, validation found ${JSON.stringify(findings)}`,
        );
      }
      return { what, refused: theirStrict === 'refused', problems, object: problems.length > 0 ? object : undefined };
    });

    expect(disagreements.filter(({ problems }) => problems.length > 0)).toEqual([]);
    const refused = disagreements.filter((item) => item.refused).length;
    expect(refused).toBeGreaterThan(150);
    expect(cases.length - refused).toBeGreaterThan(150);
  });

  it('refuses a change of volumeClaimTemplates on both', async () => {
    const claim = (name: string) => ({ metadata: { name }, spec: {} });
    const sandbox = (names: string[]) => ({
      apiVersion: 'agents.x-k8s.io/v1beta1',
      kind: 'Sandbox',
      metadata: { name: 'immutable', namespace: 'default' },
      spec: { podTemplate: { spec: { containers: [] } }, volumeClaimTemplates: names.map(claim) },
    });
    for (const client of [upstream, ours]) {
      await client.apply(sandbox(['a']));
      await expect(client.apply(sandbox(['b']))).rejects.toThrow('volumeClaimTemplates is immutable');
    }
  });
});
