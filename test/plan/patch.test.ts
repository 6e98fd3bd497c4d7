import { applyPatch, isPatchFailure, type PatchOperation } from '../../lib/plan/patch';

const OBJECT = { spec: { replicas: 1, args: ['a', 'b'] }, metadata: { labels: { 'a.b/c': 'd' } } };

const APPLIED: [string, PatchOperation, object][] = [
  [
    'replaces a field',
    { op: 'replace', path: '/spec/replicas', value: 2 },
    { spec: { replicas: 2, args: ['a', 'b'] } },
  ],
  [
    'adds a field',
    { op: 'add', path: '/spec/paused', value: true },
    { spec: { replicas: 1, args: ['a', 'b'], paused: true } },
  ],
  [
    'appends to a list',
    { op: 'add', path: '/spec/args/-', value: 'c' },
    { spec: { replicas: 1, args: ['a', 'b', 'c'] } },
  ],
  [
    'inserts into a list',
    { op: 'add', path: '/spec/args/0', value: 'c' },
    { spec: { replicas: 1, args: ['c', 'a', 'b'] } },
  ],
  ['removes from a list', { op: 'remove', path: '/spec/args/0' }, { spec: { replicas: 1, args: ['b'] } }],
  ['removes a field', { op: 'remove', path: '/spec/args' }, { spec: { replicas: 1 } }],
  [
    'decodes ~1 in a pointer',
    { op: 'replace', path: '/metadata/labels/a.b~1c', value: 'e' },
    { metadata: { labels: { 'a.b/c': 'e' } } },
  ],
  ['passes a test that holds', { op: 'test', path: '/spec/replicas', value: 1 }, {}],
];

const FAILED: [string, PatchOperation, string][] = [
  ['a field that is not there', { op: 'replace', path: '/spec/replicaz', value: 2 }, 'there is no "replicaz" here'],
  ['a parent that is not there', { op: 'add', path: '/status/ready', value: true }, 'there is no "status" here'],
  ['an index beyond the list', { op: 'remove', path: '/spec/args/2' }, 'there is no "2" here'],
  ['a step below a scalar', { op: 'add', path: '/spec/replicas/x', value: 1 }, 'nothing can stand below "x" here'],
  ['a test that does not hold', { op: 'test', path: '/spec/replicas', value: 3 }, 'the value tested for is not there'],
  ['removing the whole object', { op: 'remove', path: '' }, 'the whole object cannot be removed'],
];

describe('applyPatch', () => {
  it.each(APPLIED)('%s', (_, op, changed) => {
    expect(applyPatch(OBJECT, [op])).toEqual({ ...OBJECT, ...changed });
  });

  it.each(FAILED)('refuses %s', (_, op, problem) => {
    const outcome = applyPatch(OBJECT, [op]);
    expect(isPatchFailure(outcome) && outcome.problem).toBe(problem);
  });

  it('names the operation that failed and leaves the input as it was', () => {
    const before = JSON.stringify(OBJECT);
    const outcome = applyPatch(OBJECT, [
      { op: 'replace', path: '/spec/replicas', value: 2 },
      { op: 'remove', path: '/spec/nothing' },
    ]);
    expect(outcome).toMatchObject({ op: 1, pointer: '/spec/nothing', allowed: 'replicas, args' });
    expect(JSON.stringify(OBJECT)).toBe(before);
  });
});
