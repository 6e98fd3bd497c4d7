import { isDeferred } from '../plan/leaf';
import { resolve } from './kubernetes/resolve';
import type { Node } from './node';

type Json = Record<string, unknown>;

/**
 * The value as an API server sees it when it runs CEL rules: defaults filled in, nulls dropped. What needs no change is
 * not copied; deferred values stay as they are.
 */
export function withDefaults(node: Node, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || isDeferred(value)) return value;
  const target = resolve(node);
  if (target.kind === 'array') {
    if (!Array.isArray(value)) return value;
    let copy: unknown[] | undefined;
    value.forEach((item, index) => {
      const changed = withDefaults(target.items, item);
      if (changed !== item) {
        copy ??= [...value];
        copy[index] = changed;
      }
    });
    return copy ?? value;
  }
  if (Array.isArray(value) || (target.kind !== 'object' && target.kind !== 'map')) return value;

  let copy: Json | undefined;
  const change = (name: string, changed: unknown) => {
    copy ??= { ...(value as Json) };
    if (changed === undefined) delete copy[name];
    else copy[name] = changed;
  };
  for (const [name, item] of Object.entries(value)) {
    const field = target.kind === 'map' ? target.values : target.fields.get(name);
    if (field === undefined) continue;
    if (item === undefined || (item === null && !isNullable(field))) {
      change(name, defaultOf(field));
      continue;
    }
    const changed = withDefaults(field, item);
    if (changed !== item) change(name, changed);
  }
  if (target.kind === 'object') {
    for (const [name, field] of target.fields) {
      const value_ = defaultOf(field);
      if (value_ !== undefined && !Object.hasOwn(value, name)) change(name, value_);
    }
  }
  return copy ?? value;
}

/** What an API server fills in for an absent field. */
export function defaultOf(field: Node): unknown {
  const value = field.default ?? resolve(field).default;
  return typeof value === 'object' && value !== null ? withDefaults(field, structuredClone(value)) : value;
}

/** Whether `null` is a value of its own here. */
export function isNullable(field: Node): boolean {
  return field.nullable ?? resolve(field).nullable ?? false;
}
