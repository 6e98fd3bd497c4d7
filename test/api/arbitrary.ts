/**
 * Objects made from schemas: valid ones, and ones with exactly one mistake in them. The same seed always gives the same
 * object, so a failure names everything that is needed to see it again.
 */
import * as fc from 'fast-check';
import type { Kind } from '../../lib/api';
import { resolve } from '../../lib/api/kubernetes/resolve';
import type { ArrayNode, MapNode, Node, ObjectNode, StringNode, TargetNode } from '../../lib/api/node';
import type { Path } from '../../lib/plan/path';
import { Random } from './random';

type Json = Record<string, unknown>;

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

const MOST_DEPTH = 14;

/** A value that the node allows. */
export const valueFor = (node: Node, seed: number): unknown => anyValue(node, new Random(seed), 0);

/** An object of the kind that an API server accepts. */
export function validObject(kind: Kind, seed: number): Json {
  const random = new Random(seed);
  const metadata: Json = { name: `object-${seed % 1000}` };
  if (kind.namespaced) metadata.namespace = 'default';
  if (random.chance(0.3)) metadata.labels = { 'example.com/a': 'b' };
  const { spec } = objectOf(
    { ...kind.node, fields: new Map([['spec', kind.node.fields.get('spec') as Node]]) },
    random,
    0,
  );
  return { apiVersion: kind.apiVersion, kind: kind.kind, metadata, spec };
}

function anyValue(node: Node, random: Random, depth: number): unknown {
  const target = resolve(node);
  switch (target.kind) {
    case 'string':
      return textOf(target, random);
    case 'integer': {
      const limit = target.bits === 32 ? 2 ** 31 : 2 ** 53;
      const { minimum = -limit, maximum = limit - 1 } = target;
      return random.pick([minimum, maximum, Math.max(minimum, Math.min(maximum, random.below(100)))]);
    }
    case 'number':
      return random.pick([target.minimum ?? 0, 1.5]);
    case 'boolean':
      return random.chance(0.5);
    case 'intOrString':
      return random.pick([80, 'http', '50%', 0, '']);
    case 'quantity':
      return random.pick(['500m', '1', 4, '1.5Gi', '+2', '-1e3', '.5', '100k', 0]);
    case 'any':
      return { free: [random.below(10), { form: true }] };
    case 'array':
      return listOf(target, random, depth);
    case 'map':
      return mapOf(target, random, depth);
    case 'object':
      return objectOf(target, random, depth);
  }
}

const TEXTS = ['a', '', 'two words', 'ünï-𝛼', 'x'.repeat(300), '0', 'true', 'null', 'line\nbreak'];
const MOMENTS = ['2026-01-31T12:00:00Z', '2024-02-29T23:59:59.123456789+05:30', '0001-01-01T00:00:00Z'];

function textOf(node: StringNode, random: Random): string {
  if (node.enum !== undefined) return random.pick(node.enum);
  if (node.format === 'date-time') return random.pick(MOMENTS);
  if (node.format === 'byte') return random.pick(['', 'YQ==', 'YWI=', 'YWJj']);
  if (node.pattern !== undefined) return random.pick(['Abc', 'A', 'a1_']);
  const length = [node.minLength ?? 0, node.maxLength ?? Infinity] as const;
  return random.pick(TEXTS.filter((text) => [...text].length >= length[0] && [...text].length <= length[1]));
}

function listOf(node: ArrayNode, random: Random, depth: number): unknown[] {
  const size = Math.max(node.minItems ?? 0, Math.min(node.maxItems ?? 3, random.below(depth > MOST_DEPTH ? 1 : 3)));
  const items = Array.from({ length: size }, () => anyValue(node.items, random, depth + 1));
  if (node.listType === 'atomic') return items;
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = JSON.stringify(node.listType === 'set' ? item : node.mapKeys.map((name) => keyPart(node, name, item)));
    return !seen.has(key) && seen.add(key);
  });
}

function keyPart(node: ArrayNode, name: string, item: unknown): unknown {
  const field = (resolve(node.items) as ObjectNode).fields.get(name);
  return (item as Json)[name] ?? field?.default;
}

function mapOf(node: MapNode, random: Random, depth: number): Json {
  const names = ['a', 'example.com/b', 'C c', ''].slice(0, random.below(4));
  return Object.fromEntries(names.map((name) => [name, anyValue(node.values, random, depth + 1)]));
}

function objectOf(node: ObjectNode, random: Random, depth: number): Json {
  const result: Json = {};
  const optional = node.fields.size - node.required.length;
  // few fields of many, and fewer the deeper, so that objects stay small and every field has its turn
  const chance = depth > MOST_DEPTH ? 0 : Math.min(0.7, (depth < 4 ? 5 : 2.5) / Math.max(1, optional));
  for (const [name, field] of node.fields) {
    if (node.required.includes(name) || random.chance(chance)) result[name] = anyValue(field, random, depth + 1);
  }
  return result;
}

interface Place {
  readonly path: Path;
  readonly node: TargetNode;
  readonly value: unknown;
  readonly parent: Json | unknown[];
  readonly required: boolean;
}

function placesOf(node: Node, value: unknown, path: Path, out: Place[]): void {
  const target = resolve(node);
  if (typeof value !== 'object' || value === null) return;
  const add = (child: Node, step: string | number, item: unknown, required: boolean) => {
    const at = [...path, step];
    out.push({ path: at, node: resolve(child), value: item, parent: value as Json, required });
    placesOf(child, item, at, out);
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
      { path: ['spec'], node: resolve(specOf(kind)), value: object.spec, parent: object, required: true },
    ];
    placesOf(specOf(kind), object.spec, ['spec'], places);
    const place = random.pick(places);
    const mutation = spoil(place, random);
    if (mutation !== undefined) return { object, mutation, path: place.path };
  }
}

/** An object with a null somewhere in a field or map value, which an API server drops or replaces by the default. */
export function objectWithNull(kind: Kind, seed: number): Mutant {
  const object = validObject(kind, seed);
  const places: Place[] = [];
  placesOf(specOf(kind), object.spec, ['spec'], places);
  const fields = places.filter(({ parent, required }) => !Array.isArray(parent) && !required);
  if (fields.length === 0) return { object, mutation: 'none', path: [] };
  const { path, parent } = new Random(seed).pick(fields);
  (parent as Json)[path.at(-1) as string] = null;
  return { object, mutation: 'a null', path };
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
      if (node.enum !== undefined) return ['', node.enum[0]?.toLowerCase(), `${node.enum[0]} `];
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
