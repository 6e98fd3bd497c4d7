/** Values made from schemas. The same seed always gives the same value. */
import { evaluate } from '../../lib/api/cel';
import { resolve } from '../../lib/api/kubernetes/resolve';
import type { ArrayNode, CelRule, MapNode, Node, ObjectNode, StringNode } from '../../lib/api/node';
import { rulesOf } from './placed-rules';
import { Random } from './random';

export type Json = Record<string, unknown>;

/**
 * What the values keep to: everything; all but CEL rules; or not even enums and patterns, which make some rules hold
 * always.
 */
export type Manner = 'lawful' | 'unruly' | 'beyond limits';

const MOST_DEPTH = 14;
const MOST_CHANGES = 500;

const TEXTS = [
  'a',
  '',
  'two words',
  'ünï-𝛼',
  'x'.repeat(300),
  '0',
  'true',
  'null',
  'line\nbreak',
  'http://host.example/mcp',
];
const MOMENTS = ['2026-01-31T12:00:00Z', '2024-02-29T23:59:59.123456789+05:30', '0001-01-01T00:00:00Z'];
const PATTERNED = ['Abc', 'A', 'a1_', 'gs://bucket/prefix', 'https://host.example/v1', 'http://'];

export class Values {
  readonly random: Random;

  constructor(
    seed: number,
    private readonly manner: Manner,
  ) {
    this.random = new Random(seed);
  }

  /** A value that the node allows, as far as the manner goes. */
  of(node: Node, depth = 0): unknown {
    let value = this.anyValue(node, depth);
    const rules = this.manner === 'lawful' ? rulesOf(node) : [];
    for (let changes = 0; changes < MOST_CHANGES; changes++) {
      const broken = rules.find((rule) => evaluate(rule, node, value, false) === 'failed');
      if (broken === undefined) return value;
      value = this.changed(node, value as Json, broken, depth);
    }
    throw new Error(`no value found that obeys ${rules.map(({ rule }) => rule).join(' and ')}`);
  }

  /** The object with another value, or none, for one of the fields that the rule speaks of. */
  private changed(node: Node, value: Json, { rule }: CelRule<never>, depth: number): unknown {
    const target = resolve(node);
    if (target.kind !== 'object') return this.anyValue(node, depth);
    const [name, field] = this.random.pick(
      [...target.fields].filter(([candidate]) => new RegExp(`\\bself\\.${candidate}\\b`).test(rule)),
    );
    const { [name]: old, ...rest } = value;
    if (old !== undefined && !target.required.includes(name) && this.random.chance(0.5)) return rest;
    return { ...rest, [name]: this.of(field, depth + 1) };
  }

  private anyValue(node: Node, depth: number): unknown {
    const target = resolve(node);
    const { random } = this;
    switch (target.kind) {
      case 'string':
        return this.text(target);
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
        return this.list(target, depth);
      case 'map':
        return this.map(target, depth);
      case 'object':
        return this.object(target, depth);
    }
  }

  private text(node: StringNode): string {
    const { random } = this;
    const { enum: values, pattern, format, minLength = 0, maxLength = Infinity } = node;
    const limited = values !== undefined || pattern !== undefined;
    if (limited && this.manner === 'beyond limits' && random.chance(0.2)) return random.pick(TEXTS);
    if (values !== undefined) return random.pick(values);
    if (format === 'date-time') return random.pick(MOMENTS);
    if (format === 'byte') return random.pick(['', 'YQ==', 'YWI=', 'YWJj']);
    if (pattern !== undefined) return random.pick(PATTERNED.filter((text) => new RegExp(pattern).test(text)));
    return random.pick(TEXTS.filter((text) => [...text].length >= minLength && [...text].length <= maxLength));
  }

  private list(node: ArrayNode, depth: number): unknown[] {
    const wanted = this.random.below(depth > MOST_DEPTH ? 1 : 3);
    const size = Math.max(node.minItems ?? 0, Math.min(node.maxItems ?? 3, wanted));
    const items = Array.from({ length: size }, () => this.of(node.items, depth + 1));
    if (node.listType === 'atomic') return items;
    const seen = new Set<string>();
    return items.filter((item) => {
      const parts = node.listType === 'set' ? item : node.mapKeys.map((name) => keyPart(node, name, item));
      const key = JSON.stringify(parts);
      return !seen.has(key) && seen.add(key);
    });
  }

  private map(node: MapNode, depth: number): Json {
    const names = ['a', 'example.com/b', 'C c', ''].slice(0, this.random.below(4));
    return Object.fromEntries(names.map((name) => [name, this.of(node.values, depth + 1)]));
  }

  private object(node: ObjectNode, depth: number): Json {
    const result: Json = {};
    const optional = node.fields.size - node.required.length;
    // few fields of many, and fewer the deeper, so that objects stay small and every field has its turn
    const chance = depth > MOST_DEPTH ? 0 : Math.min(0.7, (depth < 4 ? 5 : 2.5) / Math.max(1, optional));
    for (const [name, field] of node.fields) {
      if (node.required.includes(name) || this.random.chance(chance)) result[name] = this.of(field, depth + 1);
    }
    return result;
  }
}

function keyPart(node: ArrayNode, name: string, item: unknown): unknown {
  const field = (resolve(node.items) as ObjectNode).fields.get(name);
  return (item as Json)[name] ?? field?.default;
}
