import { formatPath } from '../../lib/plan/path';
import { PHASES, phaseLabel } from '../../lib/plan/phase';
import { Program } from '../../lib/plan/program';
import { inPhaseOrder, resource, withKeyPrefix } from '../../lib/plan/resource';

const configMap = (key: string, phase: (typeof PHASES)[number]) =>
  resource({
    key,
    phase,
    scope: 'Namespaced',
    manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: key, namespace: 'a' } },
  });

describe('phases', () => {
  it('put guards before anything that can run, and label files in the order of apply', () => {
    expect(PHASES.indexOf('guard')).toBeLessThan(PHASES.indexOf('controller'));
    expect(PHASES.indexOf('gate')).toBeLessThan(PHASES.indexOf('workload'));
    const labels = PHASES.map(phaseLabel);
    expect([...labels].sort()).toEqual(labels);
  });

  it('order resources and keep the given order within one phase', () => {
    const ordered = inPhaseOrder([
      configMap('late', 'workload'),
      configMap('b', 'config'),
      configMap('a', 'config'),
      configMap('first', 'namespace'),
    ]);
    expect(ordered.map(({ key }) => key)).toEqual(['first', 'b', 'a', 'late']);
  });
});

describe('withKeyPrefix', () => {
  it('keeps references between the prefixed resources intact', () => {
    const [pod] = withKeyPrefix('inner', [
      { ...configMap('pod', 'workload'), dependsOn: ['config'], restartOn: ['config'] },
    ]);
    expect(pod).toMatchObject({ key: 'inner-pod', dependsOn: ['inner-config'], restartOn: ['inner-config'] });
  });
});

describe('Program', () => {
  it('sees one object made twice, whatever its API version', () => {
    const program = new Program();
    const pool = { kind: 'SandboxWarmPool', name: 'a', namespace: 'n' };
    expect(program.add('one', { ...pool, apiVersion: 'extensions.agents.x-k8s.io/v1beta1' })).toBeUndefined();
    expect(program.add('two', { ...pool, apiVersion: 'extensions.agents.x-k8s.io/v1alpha1' })).toEqual({
      over: 'object',
      object: 'SandboxWarmPool.extensions.agents.x-k8s.io n/a',
      first: 'one',
    });
  });

  it('sees two templates that upstream tells apart by one hash, in one namespace only', () => {
    const program = new Program();
    // FNV-1a of both names is 5e4daa9d.
    const template = { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxTemplate', namespace: 'n' };
    expect(program.add('one', { ...template, name: 'costarring' })).toBeUndefined();
    expect(program.add('two', { ...template, namespace: 'm', name: 'liquid' })).toBeUndefined();
    expect(program.add('three', { ...template, name: 'liquid' })).toEqual({
      over: 'name-hash',
      object: 'SandboxTemplate.extensions.agents.x-k8s.io n/#5e4daa9d',
      first: 'one',
    });
  });

  it('keeps namespaces, kinds and groups apart', () => {
    const program = new Program();
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', name: 'a', namespace: 'n' };
    const all = [
      role,
      { ...role, namespace: 'm' },
      { ...role, kind: 'RoleBinding' },
      { ...role, apiVersion: 'x.io/v1' },
    ];
    expect(all.map((identity) => program.add('one', identity))).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('formatPath', () => {
  it.each([
    [['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
    [['metadata', 'labels', 'a.b/c'], 'metadata.labels["a.b/c"]'],
    [[], '(root)'],
  ] as const)('writes %j as %s', (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});

describe('Program, about what is no object of its own', () => {
  const object = (name: string) => ({ apiVersion: 'kagent.dev/v1alpha2', kind: 'Agent', namespace: 'n', name });
  const nothing = { occupies: [], agreesOn: [] };

  it('lets one thing be taken once, also as an object', () => {
    const program = new Program();
    expect(program.add('one', object('a'), { ...nothing, occupies: ['Service n/a', 'token of s'] })).toBeUndefined();
    expect(program.add('two', object('b'), { ...nothing, occupies: ['token of s'] })).toEqual({
      over: 'occupied',
      object: 'token of s',
      first: 'one',
    });
    expect(program.add('three', { apiVersion: 'v1', kind: 'Service', namespace: 'n', name: 'a' })).toEqual({
      over: 'object',
      object: 'Service n/a',
      first: 'one',
    });
  });

  it('lets many speak of one thing as long as they say the same', () => {
    const program = new Program();
    const route = (value: string) => ({ ...nothing, agreesOn: [{ on: 'route of g', value }] });
    expect(program.add('one', object('a'), route('x'))).toBeUndefined();
    expect(program.add('two', object('b'), route('x'))).toBeUndefined();
    expect(program.add('three', object('c'), route('y'))).toEqual({
      over: 'agreement',
      object: 'route of g',
      first: 'one',
      values: { first: 'x', second: 'y' },
    });
  });
});
