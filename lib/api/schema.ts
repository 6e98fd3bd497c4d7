/**
 * The language in which upstream kinds are written down: one definition gives the TypeScript type (`Static`), the CRD
 * schema (`crd.ts`) and the check at synth (`validate.ts`).
 */
import type { CelRule, JsonValue, Node, ObjectNode } from './node';

declare const type: unique symbol;

/** A definition of values of type `T`. */
export interface Schema<T> {
  readonly node: Node;
  /** Only for the compiler: what `Static` reads. */
  readonly [type]?: T;
}

/** An object's definition; `fields` lets another definition build on it. */
export interface ObjectSchema<F extends Fields> extends Schema<StaticFields<F>> {
  readonly fields: F;
}

/** The TypeScript type of a definition's values. */
export type Static<S extends Schema<unknown>> = S extends Schema<infer T> ? T : never;

/** A field that must be present. */
export interface Required<S extends Schema<unknown>> {
  readonly required: S;
}

export type Fields = Readonly<Record<string, Schema<unknown> | Required<Schema<unknown>>>>;

type RequiredKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends Required<Schema<unknown>> ? K : never;
}[keyof F];

// Both mapped types are homomorphic over F, so that the fields' JSDoc reaches the user.
type RequiredFields<F extends Fields, K extends keyof F> = {
  readonly [P in K]: F[P] extends Required<infer S> ? Static<S> : never;
};
type OptionalFields<F extends Fields, K extends keyof F> = {
  readonly [P in K]?: F[P] extends Schema<infer T> ? T : never;
};
type Flatten<T> = { [K in keyof T]: T[K] };

export type StaticFields<F extends Fields> = Flatten<
  RequiredFields<F, RequiredKeys<F>> & OptionalFields<F, Exclude<keyof F, RequiredKeys<F>>>
>;

interface Options<T> {
  /** What the API server fills in where the field is absent. */
  readonly default?: T;
  /** `null` is kept as a value; elsewhere the API server drops it. @default false */
  readonly nullable?: boolean;
  readonly rules?: readonly CelRule<T>[];
}

export interface StringOptions<E extends string> extends Options<E> {
  readonly enum?: readonly E[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface NumberOptions extends Options<number> {
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface ArrayOptions<T> extends Options<readonly T[]> {
  /** How server-side apply merges it. @default 'atomic' */
  readonly listType?: 'atomic' | 'set' | 'map';
  /** Fields that identify an item of a list of type `map`. */
  readonly mapKeys?: readonly (keyof T & string)[];
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface MapOptions<T> extends Options<Readonly<Record<string, T>>> {
  /** Server-side apply replaces it as a whole. @default false */
  readonly atomic?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

export interface ObjectOptions<T> extends Options<T> {
  /** Server-side apply replaces it as a whole. @default false */
  readonly atomic?: boolean;
  /** Unknown fields are kept instead of being dropped. @default false */
  readonly preserveUnknown?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** A node with the options that were given; absent ones leave no key behind. */
function node(base: Node, options: object): Node {
  const present = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(present) } as Node;
}

export function string<const E extends string = string>(options: StringOptions<E> = {}): Schema<E> {
  return { node: node({ kind: 'string' }, options) };
}

/** A point in time, RFC 3339, e.g. `2026-01-31T12:00:00Z`. */
export function dateTime(options: Options<string> = {}): Schema<string> {
  return { node: node({ kind: 'string', format: 'date-time' }, options) };
}

/** Bytes as base64. */
export function bytes(options: Options<string> = {}): Schema<string> {
  return { node: node({ kind: 'string', format: 'byte' }, options) };
}

export function int32(options: NumberOptions = {}): Schema<number> {
  return { node: node({ kind: 'integer', bits: 32 }, options) };
}

export function int64(options: NumberOptions = {}): Schema<number> {
  return { node: node({ kind: 'integer', bits: 64 }, options) };
}

export function number(options: NumberOptions = {}): Schema<number> {
  return { node: node({ kind: 'number' }, options) };
}

export function boolean(options: Options<boolean> = {}): Schema<boolean> {
  return { node: node({ kind: 'boolean' }, options) };
}

/** A port by number or name, or a count or percentage. */
export function intOrString(options: Options<string | number> = {}): Schema<string | number> {
  return { node: node({ kind: 'intOrString' }, options) };
}

/** An amount such as `500m`, `2Gi` or `4`. */
export function quantity(options: Options<string | number> = {}): Schema<string | number> {
  return { node: node({ kind: 'quantity' }, options) };
}

/** Any JSON value; nothing below it is checked or dropped. */
export function any(options: Options<JsonValue> = {}): Schema<JsonValue> {
  return { node: node({ kind: 'any' }, options) };
}

/** Any JSON object; nothing below it is checked or dropped. */
export function anyObject(
  options: Options<{ readonly [key: string]: JsonValue }> = {},
): Schema<{ readonly [key: string]: JsonValue }> {
  return { node: node({ kind: 'any', object: true }, options) };
}

export function array<T>(items: Schema<T>, options: ArrayOptions<T> = {}): Schema<readonly T[]> {
  return { node: node({ kind: 'array', items: items.node, listType: 'atomic', mapKeys: [] }, options) };
}

/** An object with keys of the user's choice. */
export function map<T>(values: Schema<T>, options: MapOptions<T> = {}): Schema<Readonly<Record<string, T>>> {
  return { node: node({ kind: 'map', values: values.node }, options) };
}

/** An object with these fields; each is optional unless wrapped in `required`. */
export function object<const F extends Fields>(
  fields: F,
  options: ObjectOptions<StaticFields<F>> = {},
): ObjectSchema<F> {
  const nodes = new Map<string, Node>();
  const requiredNames: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if ('required' in field) requiredNames.push(name);
    nodes.set(name, 'required' in field ? field.required.node : field.node);
  }
  return { node: node({ kind: 'object', fields: nodes, required: requiredNames }, options), fields };
}

export function required<S extends Schema<unknown>>(schema: S): Required<S> {
  return { required: schema };
}

/**
 * An object of which `discriminator` says which one of its `members` may be set; `presence` says whether it must be.
 */
export type Discriminated<
  T,
  D extends keyof T,
  M extends Readonly<Record<string, keyof T>>,
  Presence extends 'required' | 'optional' = 'required',
> = {
  [V in keyof M]: Flatten<
    Omit<T, D | M[keyof M]> & { readonly [K in keyof Pick<T, D>]-?: V } & Member<T, M[V], Presence> & {
        readonly [K in Exclude<M[keyof M], M[V]>]?: never;
      }
  >;
}[keyof M];

// Mapped over a Pick, not over the keys: only so does the fields' JSDoc reach the user.
type Member<T, K extends keyof T, Presence> = Presence extends 'required'
  ? { readonly [P in keyof Pick<T, K>]-?: NonNullable<T[P]> }
  : Pick<T, K>;

/**
 * Narrows the TypeScript type of an object to one variant per discriminator value. CRD and validation stay those of
 * the object: its CEL rules carry the union there.
 */
export function discriminated<
  F extends Fields,
  D extends keyof StaticFields<F>,
  const M extends Readonly<Record<string, keyof StaticFields<F>>>,
>(schema: ObjectSchema<F>, _discriminator: D, _members: M): Schema<Discriminated<StaticFields<F>, D, M>> {
  return { node: schema.node };
}

/** The node of an object's definition. */
export function objectNode<F extends Fields>(schema: ObjectSchema<F>): ObjectNode {
  return schema.node as ObjectNode;
}
