import type { Finding } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { nearest } from '../../../syntax/nearest';

/** What a prop has to be before any other rule reads it. A deferred value stands for any shape. */
export type Shape =
  | { readonly is: 'text' | 'number' | 'boolean' | 'anything' }
  | {
      readonly is: 'object';
      readonly fields: { readonly [field: string]: Shape };
      readonly required: readonly string[];
    }
  | { readonly is: 'map'; readonly values: Shape }
  | { readonly is: 'list'; readonly items: Shape }
  | { readonly is: 'text-or'; readonly shape: Shape }
  | { readonly is: 'one-of'; readonly field: string; readonly shapes: { readonly [value: string]: Shape } };

export const TEXT: Shape = { is: 'text' };
export const NUMBER: Shape = { is: 'number' };
export const BOOLEAN: Shape = { is: 'boolean' };
export const ANYTHING: Shape = { is: 'anything' };

/** An object with the fields of `T` and no others; the compiler keeps the list complete. */
export function objectOf<T extends object>(
  fields: { readonly [Field in keyof Required<T>]: Shape },
  required: readonly (keyof T & string)[] = [],
): Shape {
  return { is: 'object', fields: fields as { readonly [field: string]: Shape }, required };
}

export function listOf(items: Shape): Shape {
  return { is: 'list', items };
}

export function mapOf(values: Shape): Shape {
  return { is: 'map', values };
}

/** A text, or what it is short for. */
export function textOr(shape: Shape): Shape {
  return { is: 'text-or', shape };
}

/** An object whose shape one of its fields decides; another value of the field is some other rule's business. */
export function oneOf(field: string, shapes: { readonly [value: string]: Shape }): Shape {
  return { is: 'one-of', field, shapes };
}

const WORDS = { text: 'a text', number: 'a number', boolean: 'true or false', list: 'a list' } as const;

/** What is not of the shape, each with its path. */
export function shapeFindings(path: Path, value: unknown, shape: Shape): Finding[] {
  if (value === undefined || isDeferred(value) || shape.is === 'anything') return [];
  switch (shape.is) {
    case 'text':
      return typeof value === 'string' ? [] : [wrong(path, value, WORDS.text)];
    case 'number':
      return typeof value === 'number' ? [] : [wrong(path, value, WORDS.number)];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrong(path, value, WORDS.boolean)];
    case 'text-or':
      return typeof value === 'string' ? [] : shapeFindings(path, value, shape.shape);
    case 'list':
      if (!Array.isArray(value)) return [wrong(path, value, WORDS.list)];
      return value.flatMap((item: unknown, index) =>
        item === undefined
          ? [wrong([...path, index], item, 'an item')]
          : shapeFindings([...path, index], item, shape.items),
      );
    case 'map':
      if (!isRecord(value)) return [wrong(path, value, 'an object')];
      return Object.entries(value).flatMap(([key, inner]) => shapeFindings([...path, key], inner, shape.values));
    case 'object':
      return isRecord(value) ? fieldFindings(path, value, shape) : [wrong(path, value, 'an object')];
    case 'one-of': {
      if (!isRecord(value)) return [wrong(path, value, 'an object')];
      const chosen = value[shape.field];
      const inner = typeof chosen === 'string' && Object.hasOwn(shape.shapes, chosen) && shape.shapes[chosen];
      return inner ? shapeFindings(path, value, inner) : [];
    }
  }
}

function fieldFindings(
  path: Path,
  value: { readonly [field: string]: unknown },
  { fields, required }: Extract<Shape, { is: 'object' }>,
): Finding[] {
  const names = Object.keys(fields);
  const missing = required.filter((field) => value[field] === undefined);
  return [
    ...missing.map((field) => ({ path: [...path, field], problem: 'this is needed', fix: `give ${field}` })),
    ...Object.entries(value).flatMap(([field, inner]): Finding[] => {
      const shape = Object.hasOwn(fields, field) ? fields[field] : undefined;
      if (shape !== undefined) return shapeFindings([...path, field], inner, shape);
      if (inner === undefined) return [];
      const meant = nearest(field, names);
      const fix = meant === undefined ? 'leave it out' : `write ${meant}`;
      return [
        { path: [...path, field], problem: 'there is no such field', got: field, allowed: names.join(', '), fix },
      ];
    }),
  ];
}

function isRecord(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// The value is not shown: where a reference belongs, it may be the secret itself.
function wrong(path: Path, value: unknown, allowed: string): Finding {
  const got = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  return { path, problem: 'this has another shape', got, allowed };
}
