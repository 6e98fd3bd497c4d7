import * as pulumi from '@pulumi/pulumi';
import { Lazy } from 'cdk8s';
import { findForeignLeaves } from '../../lib/plan/foreign-leaf';
import { formatPath } from '../../lib/plan/path';

const output = pulumi.output('a');
const lazy = Lazy.any({ produce: () => 'a' });

/** What is found in `{ spec: { list: [value] } }`. */
function found(value: unknown, own: 'output' | 'lazy' | 'none'): string[] {
  return findForeignLeaves({ spec: { list: [value] } }, own).map(
    ({ path, problem }) => `${formatPath(path)}: ${problem}`,
  );
}

describe('findForeignLeaves', () => {
  it('accepts plain data and the engine’s own deferred values', () => {
    expect(found({ a: 'b', c: [1, true, null, undefined] }, 'none')).toEqual([]);
    expect(found(output, 'output')).toEqual([]);
    expect(found(lazy, 'lazy')).toEqual([]);
  });

  it.each([
    ['an Output under cdk8s', output, 'lazy', 'a pulumi.Output stands here, which cdk8s cannot render'],
    ['a Lazy under Pulumi', lazy, 'output', 'a cdk8s Lazy stands here, which Pulumi would render as {"producer":{}}'],
    ['an Output in a plain place', output, 'none', 'a deferred value (output) stands here'],
    ['a function', () => 'a', 'output', 'a function stands here'],
    ['a Promise', Promise.resolve('a'), 'output', 'a Promise stands here, which is not plain data'],
    ['a class instance', new Map(), 'lazy', 'an instance of Map stands here, which is not plain data'],
    ['NaN', Number.NaN, 'none', 'NaN is not a JSON number'],
    [
      'an Output put into a string',
      `image:${output}`,
      'output',
      'the text holds the error prose of a pulumi.Output that was put into a string',
    ],
    [
      'an Output turned into JSON',
      JSON.stringify({ image: output }),
      'output',
      'the text holds the error prose of a pulumi.Output that was put into a string',
    ],
  ] as const)('names %s with its path', (_, value, own, problem) => {
    expect(found(value, own)).toEqual([`spec.list[0]: ${problem}`]);
  });
});
