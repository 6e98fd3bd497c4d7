/**
 * Objects made from schemas: valid ones, and ones with exactly one mistake in them. The same seed always gives the same
 * object, so a failure names everything that is needed to see it again.
 */
import * as fc from 'fast-check';
import type { Kind } from '../../lib/api';
import { resolve } from '../../lib/api/kubernetes/resolve';
import type { Node, TargetNode } from '../../lib/api/node';
import type { Path } from '../../lib/plan/path';
import { isLawful } from './placed-rules';
import { Random } from './random';
import { type Json, type Manner, Values } from './values';

/** An object with one mistake, or with an oddity that an API server lets pass. */
export interface Mutant {
  readonly object: Json;
  /** What was done, in words. */
  readonly mutation: string;
  readonly path: Path;
}

/** Seeds; without shrinking, which would lead to unrelated objects. */
export const seeds = fc.noShrink(fc.integer({ min: 1, max: 2 ** 31 - 1 }));

export const validObjects = (kind: Kind) => seeds.map((seed) => validObject(kind, seed));
export const invalidObjects = (kind: Kind) => seeds.map((seed) => invalidObject(kind, seed));

/** An object of the kind that an API server accepts. */
export const validObject = (kind: Kind, seed: number): Json => anObject(kind, seed, 'lawful');

/** An object of the kind that keeps to the schema, but obeys its CEL rules by chance only. */
export const unrulyObject = (kind: Kind, seed: number): Json => anObject(kind, seed, 'unruly');

function anObject(kind: Kind, seed: number, manner: Manner): Json {
  const values = new Values(seed, manner);
  const metadata: Json = { name: `object-${seed % 1000}` };
  if (kind.namespaced) metadata.namespace = 'default';
  if (values.random.chance(0.3)) metadata.labels = { 'example.com/a': 'b' };
  return { apiVersion: kind.apiVersion, kind: kind.kind, metadata, spec: values.of(specOf(kind), 1) };
}

interface Place {
  readonly path: Path;
  readonly node: TargetNode;
  readonly value: unknown;
  readonly parent: Json | unknown[];
  readonly required: boolean;
  /** It identifies an item of a list. */
  readonly key: boolean;
}

function placesOf(node: Node, value: unknown, path: Path, out: Place[], keys: readonly string[] = []): void {
  const target = resolve(node);
  if (typeof value !== 'object' || value === null) return;
  const add = (child: Node, step: string | number, item: unknown, required: boolean) => {
    const at = [...path, step];
    const key = keys.includes(step as string);
    out.push({ path: at, node: resolve(child), value: item, parent: value as Json, required, key });
    placesOf(child, item, at, out, target.kind === 'array' ? target.mapKeys : []);
  };
  if (target.kind === 'array') {
    for (const [index, item] of (value as unknown[]).entries()) add(target.items, index, item, false);
  }
  if (target.kind === 'map') for (const [name, item] of Object.entries(value)) add(target.values, name, item, false);
  if (target.kind === 'object') {
    for (const [name, item] of Object.entries(value)) {
      add(target.fields.get(name) as Node, name, item, target.required.includes(name));
    }
  }
}

const specOf = (kind: Kind) => kind.node.fields.get('spec') as Node;

/** An object of the kind with one mistake that an API server with strict field validation refuses. */
export function invalidObject(kind: Kind, seed: number): Mutant {
  const random = new Random(seed ^ 0x5bd1e995);
  for (let attempt = 0; ; attempt++) {
    const object = validObject(kind, seed + attempt);
    const places: Place[] = [
      {
        path: ['spec'],
        node: resolve(specOf(kind)),
        value: object.spec,
        parent: object,
        required: kind.node.required.includes('spec'),
        key: false,
      },
    ];
    placesOf(specOf(kind), object.spec, ['spec'], places);
    const place = random.pick(places);
    const mutation = spoil(place, random);
    if (mutation !== undefined) return { object, mutation, path: place.path };
  }
}

/**
 * An object with a null somewhere in a field or map value, which an API server drops or replaces by the default, and
 * which no CEL rule then misses.
 */
export function objectWithNull(kind: Kind, seed: number): Mutant {
  const object = validObject(kind, seed);
  const places: Place[] = [];
  placesOf(specOf(kind), object.spec, ['spec'], places);
  const random = new Random(seed);
  const fields = places.filter(({ parent, required, key }) => !Array.isArray(parent) && !required && !key);
  while (fields.length > 0) {
    const [{ path, parent, value }] = fields.splice(random.below(fields.length), 1) as [Place];
    const name = path.at(-1) as string;
    (parent as Json)[name] = null;
    if (isLawful(specOf(kind), object.spec)) return { object, mutation: 'a null', path };
    (parent as Json)[name] = value;
  }
  return { object, mutation: 'none', path: [] };
}

/** Does one mistake at the place and says which, or nothing when the chosen mistake does not fit there. */
function spoil({ path, node, value, parent, required }: Place, random: Random): string | undefined {
  const step = path.at(-1) as string;
  const put = (item: unknown, mutation: string) => {
    (parent as Json)[step] = item;
    return `${mutation}: ${JSON.stringify(item)?.slice(0, 60)}`;
  };
  switch (random.pick(['type', 'type', 'limit', 'limit', 'unknown', 'missing', 'duplicate', 'null'])) {
    case 'type':
      return node.kind === 'any' ? undefined : put(random.pick(WRONG[node.kind]), 'a wrong type');
    case 'limit': {
      const wrong = beyondLimits(node);
      return wrong.length === 0 ? undefined : put(random.pick(wrong), 'beyond a limit');
    }
    case 'unknown': {
      if (node.kind !== 'object' || node.preserveUnknown) return undefined;
      (value as Json).unheardOf = random.pick([1, 'a', {}, null]);
      return 'an unknown field';
    }
    case 'missing':
      if (!required || node.default !== undefined) return undefined;
      if (random.chance(0.3)) return put(null, 'a null for a required field');
      delete (parent as Json)[step];
      return 'a missing field';
    case 'duplicate':
      if (node.kind !== 'array' || node.listType === 'atomic' || (value as unknown[]).length === 0) return undefined;
      (value as unknown[]).push(structuredClone((value as unknown[])[0]));
      return 'a duplicate item';
    default:
      return Array.isArray(parent) ? put(null, 'a null item') : undefined;
  }
}

const WRONG: Readonly<Record<Exclude<TargetNode['kind'], 'any'>, readonly unknown[]>> = {
  string: [1, true, {}, ['a']],
  integer: ['1', 1.5, true, [1], {}],
  number: ['1', false, []],
  boolean: ['true', 0, {}, []],
  intOrString: [1.5, true, {}, []],
  quantity: [1.5, true, {}, ['1']],
  array: ['a', {}, 3, true],
  map: ['a', [], 3, false],
  object: ['a', [], 3, true],
};

/** Values of the right type outside of what the node allows. */
function beyondLimits(node: TargetNode): readonly unknown[] {
  switch (node.kind) {
    case 'string': {
      if (node.enum !== undefined) {
        const [first = ''] = node.enum;
        const near = ['', first.toLowerCase(), first.toUpperCase(), `${first} `];
        return near.filter((text) => !node.enum?.includes(text));
      }
      if (node.format === 'date-time') return ['', 'now', '2026-02-30T00:00:00Z', '2026-01-31', '2026-01-31T24:00:00Z'];
      if (node.format === 'byte') return ['a', '%'];
      const texts: string[] = node.pattern === undefined ? [] : ['ends with a blank '];
      if (node.minLength !== undefined) texts.push('x'.repeat(node.minLength - 1));
      if (node.maxLength !== undefined) texts.push('x'.repeat(node.maxLength + 1));
      return texts;
    }
    case 'integer': {
      const numbers = [2 ** 63, 1e30];
      if (node.minimum !== undefined) numbers.push(node.minimum - 1);
      if (node.maximum !== undefined) numbers.push(node.maximum + 1);
      return numbers;
    }
    case 'quantity':
      return ['', '1 Gi', '1gi', 'a', '1..5', '--1', '1KiB'];
    default:
      return [];
  }
}
