import { isConstant } from './constant';
import { type LeafKind, leafKind } from './leaf';
import type { Path } from './path';

/** Something in a finished object that its engine cannot render truthfully. */
export interface ForeignLeaf {
  readonly path: Path;
  readonly problem: string;
}

// What `Output.toString()` puts into a string unless PULUMI_ERROR_OUTPUT_STRING is set. source: facts/anchors.md §4, F-ENG-01
const OUTPUT_PROSE = 'Calling [toString] on an [Output<T>]';
const OUTPUT_JSON_PROSE = 'Calling [toJSON] on an [Output<T>]';

const FOREIGN: Record<LeafKind, string> = {
  output: 'a pulumi.Output stands here, which cdk8s cannot render',
  lazy: 'a cdk8s Lazy stands here, which Pulumi would render as {"producer":{}}',
};

/** Constants without a foreign leaf; they hold no deferred value of any engine, so it does not matter who asked. */
const cleanConstants = new WeakSet<object>();

/**
 * Everything below `root` that is neither plain data nor the engine's own deferred value.
 *
 * This is the last guard before an object is handed over: whatever it names would end up in the cluster as
 * nonsense, or not at all, without an error. source: DESIGN §4; faults F-ENG-01, F-ENG-02
 */
export function findForeignLeaves(root: unknown, own: LeafKind | 'none'): ForeignLeaf[] {
  const found: ForeignLeaf[] = [];
  const steps: (string | number)[] = [];

  const visit = (value: unknown): void => {
    switch (typeof value) {
      case 'string':
        if (
          value.length >= OUTPUT_PROSE.length &&
          (value.includes(OUTPUT_PROSE) || value.includes(OUTPUT_JSON_PROSE))
        ) {
          add('the text holds the error prose of a pulumi.Output that was put into a string');
        }
        return;
      case 'number':
        if (!Number.isFinite(value)) add(`${value} is not a JSON number`);
        return;
      case 'function':
      case 'symbol':
      case 'bigint':
        add(`a ${typeof value} stands here`);
        return;
      case 'object':
        if (value !== null) (isConstant(value) ? visitConstant : visitObject)(value);
    }
  };

  const visitObject = (value: object): void => {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) descend(index, value[index]);
      return;
    }
    const proto = Object.getPrototypeOf(value);
    if (proto === Object.prototype || proto === null) {
      for (const name in value) descend(name, (value as Record<string, unknown>)[name]);
    } else {
      const kind = leafKind(value);
      if (kind === undefined) add(`${describeInstance(value)} stands here, which is not plain data`);
      else if (kind !== own) add(own === 'none' ? `a deferred value (${kind}) stands here` : FOREIGN[kind]);
    }
  };

  const visitConstant = (value: object): void => {
    if (cleanConstants.has(value)) return;
    const before = found.length;
    visitObject(value);
    if (found.length === before) cleanConstants.add(value);
  };

  const descend = (step: string | number, value: unknown): void => {
    steps.push(step);
    visit(value);
    steps.pop();
  };

  const add = (problem: string): void => {
    found.push({ path: [...steps], problem });
  };

  visit(root);
  return found;
}

function describeInstance(value: object): string {
  if (typeof (value as { then?: unknown }).then === 'function') return 'a Promise';
  const name = value.constructor?.name;
  return name ? `an instance of ${name}` : 'an object with a prototype of its own';
}
