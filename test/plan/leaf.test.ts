import * as pulumi from '@pulumi/pulumi';
import { Lazy } from 'cdk8s';
import { isDeferred, joinLeaves, type Leaf, leafKind, mapLeaf } from '../../lib/plan/leaf';

/** What a Lazy resolves to, as cdk8s would ask it at synth. */
function produced(lazy: unknown): unknown {
  return (lazy as Lazy).produce();
}

/** What an Output resolves to. */
function resolved<T>(output: unknown): Promise<T> {
  return new Promise((resolve) => (output as pulumi.Output<T>).apply(resolve));
}

describe('leafKind', () => {
  it('knows the engines by their brands', () => {
    expect(leafKind(pulumi.output('a'))).toBe('output');
    expect(leafKind(Lazy.any({ produce: () => 'a' }))).toBe('lazy');
  });

  it.each([
    ['a function', () => 'a'],
    ['a Promise', Promise.resolve('a')],
    ['a plain object with apply and get', { apply: () => 'a', get: () => 'a' }],
    ['a string', 'a'],
    ['null', null],
    ['nothing', undefined],
    ['an array', ['a']],
    ['a Date', new Date(0)],
  ])('takes %s for no deferred value', (_, value) => {
    expect(isDeferred(value)).toBe(false);
  });
});

describe('mapLeaf', () => {
  it('runs now for a plain value', () => {
    expect(mapLeaf('a', (text) => `${text}b`)).toBe('ab');
  });

  it('runs when the engine resolves a deferred one', async () => {
    expect(await resolved(mapLeaf(pulumi.output('a'), (text) => `${text}b`))).toBe('ab');
    expect(produced(mapLeaf(Lazy.any({ produce: () => 'a' }) as Leaf<string>, (text) => `${text}b`))).toBe('ab');
  });
});

describe('joinLeaves', () => {
  it('is plain when all parts are', () => {
    expect(joinLeaves(['a', '-', 'b'])).toBe('a-b');
  });

  it('is deferred when one part is, wherever it stands', async () => {
    expect(await resolved(joinLeaves(['a', pulumi.output('-'), 'b']))).toBe('a-b');
    expect(await resolved(joinLeaves([pulumi.output('a'), '-', pulumi.output('b')]))).toBe('a-b');
    const lazy = Lazy.any({ produce: () => 'x' }) as Leaf<string>;
    expect(produced(joinLeaves([lazy, '-', lazy]))).toBe('x-x');
  });
});
