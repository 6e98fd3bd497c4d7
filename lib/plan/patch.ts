/** One RFC 6902 operation; `value` may hold deferred leaves. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/** A change to one generated object that the component has no prop for. */
export interface Patch {
  /** Key of the object, as `keys()` of the construct lists them. */
  readonly key: string;
  readonly ops: readonly PatchOperation[];
  /** Why; printed in the report. */
  readonly reason: string;
}

/** Which operation could not be applied, and why. */
export interface PatchFailure {
  readonly op: number;
  readonly pointer: string;
  readonly problem: string;
  readonly allowed?: string;
}

/** The object after all operations, or the first that failed. The input is left as it was. */
export function applyPatch<T extends object>(object: T, ops: readonly PatchOperation[]): T | PatchFailure {
  let patched: unknown = object;
  for (const [index, op] of ops.entries()) {
    const outcome = applyOperation(patched, parsePointer(op.path), op);
    if ('problem' in outcome) return { op: index, pointer: op.path, ...outcome };
    patched = outcome.value;
  }
  return patched as T;
}

export function isPatchFailure(outcome: object): outcome is PatchFailure {
  return 'problem' in outcome && 'pointer' in outcome;
}

type Outcome = { readonly value: unknown } | { readonly problem: string; readonly allowed?: string };

function applyOperation(target: unknown, steps: readonly string[], op: PatchOperation): Outcome {
  const [step, ...rest] = steps;
  if (step === undefined) return operateOnRoot(target, op);
  if (Array.isArray(target)) return operateOnArray(target, step, rest, op);
  if (typeof target === 'object' && target !== null) {
    return operateOnObject(target as Record<string, unknown>, step, rest, op);
  }
  return { problem: `nothing can stand below ${JSON.stringify(step)} here` };
}

function operateOnRoot(target: unknown, op: PatchOperation): Outcome {
  switch (op.op) {
    case 'remove':
      return { problem: 'the whole object cannot be removed' };
    case 'test':
      return JSON.stringify(target) === JSON.stringify(op.value)
        ? { value: target }
        : { problem: 'the value tested for is not there', allowed: JSON.stringify(target) };
    default:
      return { value: op.value };
  }
}

function operateOnObject(
  target: Record<string, unknown>,
  step: string,
  rest: readonly string[],
  op: PatchOperation,
): Outcome {
  const present = Object.hasOwn(target, step) && target[step] !== undefined;
  if (!present && !(rest.length === 0 && op.op === 'add')) return missing(step, Object.keys(target));
  if (rest.length === 0 && op.op === 'remove') {
    const { [step]: _removed, ...kept } = target;
    return { value: kept };
  }
  const inner = rest.length === 0 && op.op === 'add' ? { value: op.value } : applyOperation(target[step], rest, op);
  return 'problem' in inner ? inner : { value: { ...target, [step]: inner.value } };
}

function operateOnArray(
  target: readonly unknown[],
  step: string,
  rest: readonly string[],
  op: PatchOperation,
): Outcome {
  const last = rest.length === 0;
  const index = step === '-' ? target.length : Number(step);
  const inserting = last && op.op === 'add';
  const limit = inserting ? target.length : target.length - 1;
  if (!/^(-|0|[1-9]\d*)$/.test(step) || index > limit) {
    return missing(
      step,
      target.map((_, position) => String(position)),
    );
  }
  if (inserting) return { value: [...target.slice(0, index), op.value, ...target.slice(index)] };
  if (last && op.op === 'remove') return { value: target.filter((_, position) => position !== index) };
  const inner = applyOperation(target[index], rest, op);
  return 'problem' in inner
    ? inner
    : { value: target.map((item, position) => (position === index ? inner.value : item)) };
}

function missing(step: string, present: readonly string[]): Outcome {
  return { problem: `there is no ${JSON.stringify(step)} here`, allowed: present.join(', ') || 'nothing' };
}

/** The steps of a JSON pointer, with `~1` and `~0` decoded. */
function parsePointer(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .replace(/^\//, '')
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
