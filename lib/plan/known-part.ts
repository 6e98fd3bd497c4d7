import { isDeferred } from './leaf';

/** The value with one word for every leaf that is not known yet, so that it can be hashed. */
export function knownPart(value: unknown): unknown {
  if (isDeferred(value)) return '(deferred)';
  if (Array.isArray(value)) return value.map(knownPart);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, knownPart(inner)]));
}
