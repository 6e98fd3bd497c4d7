/**
 * A value that an engine knows only later, such as a `pulumi.Output`.
 *
 * The type is structural, so that the core and its users' props need no engine: `get` separates it from a
 * function (which has `apply` too) and carries the type of the value.
 */
export interface Deferred<T> {
  // biome-ignore lint/suspicious/noExplicitAny: Output's own `apply` is overloaded; only `T` matters here.
  apply(func: (value: T) => any): any;
  get(): T;
}

/** A plain value, or one that the engine resolves later. */
export type Leaf<T> = T | Deferred<T>;

/**
 * `T` with every scalar, array and object below it allowed to be deferred. A union is deferred as a whole, so that an
 * `Output<boolean>` or an `Output<'Delete' | 'Retain'>` fits where its plain values do.
 */
export type Deep<T> = Deferred<T> | DeepPlain<T>;

type DeepPlain<T> = T extends readonly (infer Item)[]
  ? readonly Deep<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Deep<T[K]> }
    : T;

/** How an engine's deferred value is recognised at run time: by its brand, never by `typeof apply`. */
export type LeafKind = 'output' | 'lazy';

interface LazyLike {
  produce(): unknown;
  readonly constructor: { any(producer: { produce(): unknown }): unknown };
}

/**
 * Which engine's deferred value this is, or `undefined` for anything else.
 *
 * `__pulumiOutput` is Pulumi's own brand and survives two copies of the SDK. A cdk8s Lazy has no brand;
 * it is an instance of a class named `Lazy` with `produce`. source: facts/anchors.md §4
 */
export function leafKind(value: unknown): LeafKind | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const proto = Object.getPrototypeOf(value);
  if (proto === Object.prototype || proto === Array.prototype || proto === null) return undefined;
  if ((value as { __pulumiOutput?: unknown }).__pulumiOutput === true) return 'output';
  if (proto.constructor?.name === 'Lazy' && typeof (value as LazyLike).produce === 'function') return 'lazy';
  return undefined;
}

/** Whether the value is deferred, so that its content cannot be read now. */
export function isDeferred(value: unknown): value is Deferred<unknown> {
  return leafKind(value) !== undefined;
}

/** Applies `func` now to a plain value, or when the engine resolves a deferred one. */
export function mapLeaf<T, U>(leaf: Leaf<T>, func: (value: T) => U): Leaf<U> {
  switch (leafKind(leaf)) {
    case 'output':
      return (leaf as Deferred<T>).apply(func) as Deferred<U>;
    case 'lazy': {
      const lazy = leaf as unknown as LazyLike;
      return lazy.constructor.any({ produce: () => func(lazy.produce() as T) }) as Deferred<U>;
    }
    default:
      return func(leaf as T);
  }
}

/** Joins texts of which some may be deferred; the result is plain when all of them are. */
export function joinLeaves(parts: readonly Leaf<string>[]): Leaf<string> {
  return parts.reduce<Leaf<string>>(
    (joined, part) => flatMapLeaf(joined, (head) => mapLeaf(part, (tail) => head + tail)),
    '',
  );
}

/** Like `mapLeaf` for a `func` that itself answers with a leaf. */
function flatMapLeaf<T, U>(leaf: Leaf<T>, func: (value: T) => Leaf<U>): Leaf<U> {
  if (leafKind(leaf) !== 'lazy') return mapLeaf(leaf, func as (value: T) => U);
  return mapLeaf(leaf, (value) => {
    const inner = func(value);
    return (leafKind(inner) === 'lazy' ? (inner as unknown as LazyLike).produce() : inner) as U;
  });
}
