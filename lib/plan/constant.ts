const constants = new WeakSet<object>();

/**
 * Plain data that is part of many objects, such as a default that most of them have.
 *
 * It is frozen here, with everything below, so whatever a pure check once said of it holds for ever: checks that walk
 * whole objects ask `isConstant` and look at each constant once.
 */
export function constant<const T extends object>(value: T): T {
  freeze(value);
  return value;
}

/** Whether the value came out of `constant`, or is part of one that did. Nothing else is, frozen or not. */
export function isConstant(value: object): boolean {
  return constants.has(value);
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const proto = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== Array.prototype) throw new Error('a constant is plain data');
  for (const inner of Object.values(value)) freeze(inner);
  constants.add(Object.freeze(value));
}
