import * as pulumi from '@pulumi/pulumi';
import { customKinds, findKind, type Kind, kubernetes, validateObject } from '../../lib/api';
import { any, anyObject, array, bytes, int32, int64, map, object, required, string } from '../../lib/api/schema';
import type { Finding } from '../../lib/diagnostics/rule';
import { formatPath } from '../../lib/plan/path';

const POOL = { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool', metadata: { name: 'a' } };
const pool = findKind(POOL.apiVersion, POOL.kind) as Kind;
const podSpec = kubernetes('PodSpec');

const lines = (findings: readonly Finding[]) =>
  findings.map(({ path, problem, got, allowed, fix }) => [formatPath(path), problem, got, allowed, fix]);

describe('findings', () => {
  it('name the problem, the value, what is allowed and the fix', () => {
    const spec = { replicas: -1, sandboxTemplateRef: { nmae: 'x' }, updateStrategy: { type: 'recreate' }, size: 3 };
    expect(lines(validateObject(pool, { ...POOL, spec }).findings)).toEqual([
      ['spec.replicas', 'the number is out of range', -1, '0 to 2147483647', 'give a number in that range'],
      [
        'spec.sandboxTemplateRef.nmae',
        'there is no field "nmae"; the API server drops it or refuses the object',
        undefined,
        'name',
        'did you mean "name"?',
      ],
      ['spec.sandboxTemplateRef.name', 'a required field is missing', undefined, 'a text', 'add it'],
      [
        'spec.updateStrategy.type',
        'the value is not one of those that exist',
        'recreate',
        '"Recreate", "OnReplenish"',
        'did you mean "Recreate"?',
      ],
      [
        'spec.size',
        'there is no field "size"; the API server drops it or refuses the object',
        undefined,
        'replicas, sandboxTemplateRef, updateStrategy',
        'remove it',
      ],
    ]);
  });

  it.each([
    [{ replicas: '3' }, 'a text stands where an integer belongs', 'write it without quotes: 3'],
    [{ replicas: 1.5 }, 'a number with a fraction stands where an integer belongs', 'give an integer'],
    [{ replicas: Number.NaN }, 'NaN stands where an integer belongs', 'give an integer'],
    [{ replicas: true }, 'a boolean stands where an integer belongs', 'give an integer'],
    [{ replicas: () => 3 }, 'a function stands where an integer belongs', 'give the value itself, not a function'],
    [{ replicas: Promise.resolve(3) }, 'an object stands where an integer belongs', 'await the promise first'],
    [{ updateStrategy: [] }, 'a list stands where an object belongs', 'give an object'],
    [{ updateStrategy: { type: 1 } }, 'an integer stands where a text belongs', 'write it as a text: "1"'],
  ])('of a wrong type: %j', (extra, problem, fix) => {
    const { findings } = validateObject(pool, { ...POOL, spec: { sandboxTemplateRef: { name: 'a' }, ...extra } });
    expect(findings).toEqual([expect.objectContaining({ problem, fix })]);
  });

  it('of another kind than the one that is checked', () => {
    const spec = { sandboxTemplateRef: { name: 'a' } };
    const other = { ...POOL, kind: 'SandboxTemplate', spec };
    expect(lines(validateObject(pool, other).findings)).toEqual([
      [
        'kind',
        'this is not the kind that is checked',
        'SandboxTemplate',
        '"SandboxWarmPool"',
        'write "SandboxWarmPool"',
      ],
    ]);
  });

  it('never repeat a value of a Secret', () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'a' },
      data: { a: 'p@ss' },
      stringData: { b: 4711 },
    };
    const { findings } = validateObject(findKind('v1', 'Secret') as Kind, secret);
    expect(findings.map(({ path }) => formatPath(path))).toEqual(['data.a', 'stringData.b']);
    expect(JSON.stringify(findings.map(({ fix, ...finding }) => finding))).not.toMatch(/p@ss|4711/);
  });
});

describe('lists', () => {
  const ports = (items: unknown[]) => validateObject(podSpec, { containers: [{ name: 'a', ports: items }] }).findings;

  it('of items with keys take each key once, defaults counted in', () => {
    expect(ports([{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }])).toEqual([]);
    expect(lines(ports([{ containerPort: 53 }, { containerPort: 53, protocol: 'TCP' }]))).toEqual([
      [
        'containers[0].ports[1]',
        'an item with the same containerPort and protocol stands in the list already, at index 0',
        { containerPort: 53, protocol: 'TCP' },
        'every containerPort and protocol once',
        'change or remove one of the two',
      ],
    ]);
  });

  it('of type set take each value once', () => {
    const capabilities = array(string(), { listType: 'set', maxItems: 2 });
    expect(validateObject(capabilities, ['a', 'b']).findings).toEqual([]);
    expect(validateObject(capabilities, ['a', 'a']).findings).toHaveLength(1);
    expect(validateObject(capabilities, ['a', 'b', 'c']).findings).toHaveLength(1);
  });

  it('take no null, while a null field counts as absent', () => {
    expect(validateObject(podSpec, { containers: [], nodeSelector: null, hostname: null }).findings).toEqual([]);
    expect(validateObject(podSpec, { containers: [null] }).findings).toHaveLength(1);
    expect(lines(validateObject(podSpec, { containers: null }).findings)).toEqual([
      ['containers', 'a required field is missing', undefined, 'a list', 'add it'],
    ]);
  });
});

describe('scalars', () => {
  it.each([
    [int32(), [2 ** 31 - 1, -(2 ** 31), 0], [2 ** 31, -(2 ** 31) - 1, 1.5, '1']],
    [int64(), [2 ** 53, -(2 ** 63), 2 ** 62], [2 ** 63, 1e30]],
    [bytes(), ['', 'YQ==', 'YW\nJj'], ['a', 'YQ', 'YQ=', '%%%%']],
    [string({ pattern: '^a+$', maxLength: 3 }), ['a', 'aaa'], ['', 'b', 'aaaa']],
    [string({ minLength: 2 }), ['ab', '𝛼𝛼'], ['a', '𝛼']],
    [any(), [1, 'a', [], { a: 1 }, true], []],
    [anyObject(), [{}, { a: [1] }], [1, 'a', []]],
    [map(int32(), { maxProperties: 1 }), [{}, { a: 1 }, { a: null }], [{ a: '1' }, { a: 1, b: 2 }, []]],
  ])('%#', (schema, good, bad) => {
    for (const value of good) expect([value, validateObject(schema, value).findings]).toEqual([value, []]);
    for (const value of bad) expect([value, validateObject(schema, value).findings.length]).toEqual([value, 1]);
  });

  it('quantities with a fraction only where Kubernetes parses them itself', () => {
    const container = { name: 'a', resources: { limits: { cpu: 0.5 } } };
    expect(validateObject(podSpec, { containers: [container] }).findings).toHaveLength(1);
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [container] } };
    expect(validateObject(findKind('v1', 'Pod') as Kind, pod).findings).toEqual([]);
  });

  it.each([
    ['2026-01-31T12:00:00Z', true],
    ['2024-02-29T00:00:00.5+05:30', true],
    ['2026-02-29T00:00:00Z', false],
    ['2026-01-31T24:00:00Z', false],
    ['2026-01-31T12:00:60Z', false],
    ['2026-01-31T12:00:00', false],
    ['2026-01-31', false],
    ['', false],
  ])('point in time %s', (text, fits) => {
    const claim = { warmPoolRef: { name: 'a' }, lifecycle: { shutdownTime: text } };
    const kind = findKind('extensions.agents.x-k8s.io/v1beta1', 'SandboxClaim') as Kind;
    const { findings } = validateObject(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: {},
      spec: claim,
    });
    expect(findings.length === 0).toBe(fits);
  });
});

describe('deferred values', () => {
  it('are skipped, and checked once they are known', async () => {
    const image = pulumi.output('a');
    const containers = [{ name: 'a', image, env: pulumi.output([{ name: 'A' }]), comand: ['x'] }];
    const { findings, deferred } = validateObject(podSpec, { containers, nodeSelector: { zone: pulumi.output('z') } });
    expect(findings.map(({ path }) => formatPath(path))).toEqual(['containers[0].comand']);
    expect(deferred.map(({ path }) => formatPath(path))).toEqual([
      'containers[0].image',
      'containers[0].env',
      'nodeSelector.zone',
    ]);
    const [imageCheck, envCheck] = deferred;
    expect(imageCheck?.check('b')).toEqual([]);
    expect(imageCheck?.check(undefined)).toEqual([]);
    expect(lines(imageCheck?.check(3) ?? [])).toEqual([
      ['containers[0].image', 'an integer stands where a text belongs', 3, 'a text', 'write it as a text: "3"'],
    ]);
    expect(envCheck?.check([{ value: 'x' }]).map(({ path }) => formatPath(path))).toEqual([
      'containers[0].env[0].name',
    ]);
  });

  it('for a required field may not turn out to be nothing', () => {
    const schema = object({ name: required(string()), other: string() });
    const [name, other] = validateObject(schema, { name: pulumi.output('a'), other: pulumi.output('a') }).deferred;
    expect(name?.check(undefined)).toEqual([expect.objectContaining({ problem: 'a required field is missing' })]);
    expect(other?.check(undefined)).toEqual([]);
  });

  it('do not count as duplicates', () => {
    const items = [{ name: pulumi.output('a') }, { name: pulumi.output('a') }];
    expect(validateObject(podSpec, { containers: items }).findings).toEqual([]);
  });
});

describe('kinds', () => {
  it('are found by apiVersion and kind', () => {
    expect(findKind('apps/v1', 'Deployment')).toMatchObject({ plural: 'deployments', namespaced: true, builtIn: true });
    expect(findKind('v1', 'Namespace')).toMatchObject({ plural: 'namespaces', namespaced: false });
    expect(findKind('agents.x-k8s.io/v1alpha1', 'Sandbox')).toMatchObject({ plural: 'sandboxes', builtIn: false });
    expect(findKind('agents.x-k8s.io/v1', 'Sandbox')).toBeUndefined();
  });

  it('check metadata as a server would', () => {
    const config = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', labels: { a: 1 }, annotation: {} },
      data: { a: 'b' },
    };
    const { findings } = validateObject(findKind('v1', 'ConfigMap') as Kind, config);
    expect(findings.map(({ path, fix }) => [formatPath(path), fix])).toEqual([
      ['metadata.labels.a', 'write it as a text: "1"'],
      ['metadata.annotation', 'did you mean "annotations"?'],
    ]);
  });

  it('refuse metadata of embedded claim templates, which upstream’s CRDs drop', () => {
    const claim = { metadata: { labels: { a: 'b' } }, spec: {} };
    const volumes = [{ name: 'a', ephemeral: { volumeClaimTemplate: claim } }];
    expect(lines(validateObject(podSpec, { containers: [], volumes }).findings)).toEqual([
      [
        'volumes[0].ephemeral.volumeClaimTemplate.metadata.labels',
        'there is no field "labels"; the API server drops it or refuses the object',
        undefined,
        'no fields at all',
        'remove it',
      ],
    ]);
  });

  it('are taken in the version that the object names', () => {
    const sandbox = customKinds()[0]!;
    const spec = { podTemplate: { spec: { containers: [] } }, replicas: 1 };
    const object = { kind: 'Sandbox', metadata: { name: 'a' }, spec };
    expect(validateObject(sandbox, { ...object, apiVersion: 'agents.x-k8s.io/v1alpha1' }).findings).toEqual([]);
    expect(validateObject(sandbox, { ...object, apiVersion: 'agents.x-k8s.io/v1beta1' }).findings).toHaveLength(1);
  });
});
