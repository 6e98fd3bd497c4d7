/** The words in which a value that does not fit its schema is reported: problem, got, allowed, fix. */
import type { Finding } from '../diagnostics/rule';
import type { Path } from '../plan/path';
import { nearest } from '../syntax/nearest';
import type { ArrayNode, IntegerNode, NumberNode, ObjectNode, StringNode, TargetNode } from './node';

const WHAT: Readonly<Record<TargetNode['kind'], string>> = {
  string: 'a text',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  intOrString: 'an integer or a text',
  quantity: 'a quantity such as 500m, 2Gi or 4',
  any: 'an object',
  array: 'a list',
  map: 'an object',
  object: 'an object',
};

const MOST_NAMES = 12;

export function wrongType(path: Path, node: TargetNode, value: unknown): Finding {
  const wanted = WHAT[node.kind];
  return {
    path,
    problem: `${describe(value)} stands where ${wanted} belongs`,
    got: value,
    allowed: wanted,
    fix: mend(node, value),
  };
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'number':
      return Number.isInteger(value)
        ? 'an integer'
        : Number.isFinite(value)
          ? 'a number with a fraction'
          : String(value);
    case 'boolean':
      return 'a boolean';
    case 'object':
      return 'an object';
    default:
      return `a ${typeof value}`;
  }
}

function mend(node: TargetNode, value: unknown): string {
  if (typeof value === 'function') return 'give the value itself, not a function';
  if (typeof (value as { then?: unknown } | null)?.then === 'function') return 'await the promise first';
  if (value === null) return 'leave it out or give a value';
  if (node.kind === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return `write it as a text: ${JSON.stringify(String(value))}`;
  }
  if (typeof value === 'string') {
    const isNumber = value.trim() !== '' && Number.isFinite(Number(value));
    if ((node.kind === 'integer' || node.kind === 'number') && isNumber)
      return `write it without quotes: ${Number(value)}`;
    if (node.kind === 'boolean' && /^(true|false)$/i.test(value))
      return `write it without quotes: ${value.toLowerCase()}`;
  }
  if (node.kind === 'array' && typeof value !== 'undefined') return 'put it into a list: [ … ]';
  if (node.kind === 'quantity' && typeof value === 'number')
    return `write it as a text, e.g. ${JSON.stringify(`${value}`)}`;
  return `give ${WHAT[node.kind]}`;
}

export function unknownField(path: Path, node: ObjectNode, name: string): Finding {
  const near = nearest(name, node.fields.keys());
  const names = [...node.fields.keys()];
  const listed =
    names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), `and ${names.length - MOST_NAMES} more`] : names;
  return {
    path,
    problem: `there is no field ${JSON.stringify(name)}; the API server drops it or refuses the object`,
    allowed: names.length === 0 ? 'no fields at all' : listed.join(', '),
    fix: near === undefined ? 'remove it' : `did you mean ${JSON.stringify(near)}?`,
  };
}

export function missingField(path: Path, node: TargetNode): Finding {
  const allowed = node.kind === 'string' && node.enum !== undefined ? oneOf(node.enum) : WHAT[node.kind];
  return { path, problem: 'a required field is missing', allowed, fix: 'add it' };
}

export function notInEnum(path: Path, { enum: values = [] }: StringNode, value: string): Finding {
  const near = nearest(value, values);
  return {
    path,
    problem: 'the value is not one of those that exist',
    got: value,
    allowed: oneOf(values),
    fix: near === undefined ? 'use one of them' : `did you mean ${JSON.stringify(near)}?`,
  };
}

export function wrongPattern(path: Path, pattern: string, value: string): Finding {
  return {
    path,
    problem: 'the text does not have the required form',
    got: value,
    allowed: pattern,
    fix: 'write it in that form',
  };
}

export function wrongQuantity(path: Path, value: string): Finding {
  return {
    path,
    problem: 'the text is not a quantity',
    got: value,
    allowed: 'a number, with a suffix of m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei if needed',
    fix: 'write it like 500m, 2Gi or 4, without blanks',
  };
}

export function wrongFormat(path: Path, format: 'date-time' | 'byte', value: string): Finding {
  return format === 'date-time'
    ? {
        path,
        problem: 'the text is not a point in time',
        got: value,
        allowed: 'RFC 3339, e.g. 2026-01-31T12:00:00Z',
        fix: 'write date, T, time and time zone',
      }
    : {
        path,
        problem: 'the text is not base64',
        allowed: 'base64 with padding',
        fix: 'encode the bytes as base64, or use stringData for plain text',
      };
}

export function wrongLength(
  path: Path,
  { minLength = 0, maxLength }: StringNode,
  value: string,
  length: number,
): Finding {
  const allowed =
    maxLength === undefined ? `at least ${minLength} characters` : `${minLength} to ${maxLength} characters`;
  const fix = length < minLength ? 'make it longer' : 'make it shorter';
  return { path, problem: `the text has ${length} characters`, got: value, allowed, fix };
}

const INTEGER_LIMITS = {
  32: ['-2147483648', '2147483647'],
  64: ['-9223372036854775808', '9223372036854775807'],
} as const;

export function outOfRange(path: Path, node: IntegerNode | NumberNode, value: number): Finding {
  const [lowest, highest] = node.kind === 'integer' ? INTEGER_LIMITS[node.bits] : [undefined, undefined];
  const minimum = node.minimum ?? lowest;
  const maximum = node.maximum ?? highest;
  const allowed =
    minimum === undefined
      ? `at most ${maximum}`
      : maximum === undefined
        ? `at least ${minimum}`
        : `${minimum} to ${maximum}`;
  return { path, problem: 'the number is out of range', got: value, allowed, fix: 'give a number in that range' };
}

export function wrongSize(path: Path, what: string, size: number, minimum = 0, maximum?: number): Finding {
  return {
    path,
    problem: `there are ${size} ${what}`,
    allowed: maximum === undefined ? `at least ${minimum}` : `${minimum} to ${maximum}`,
    fix: size < minimum ? 'add some' : 'remove some',
  };
}

export function duplicateItem(path: Path, node: ArrayNode, item: unknown, first: number): Finding {
  if (node.listType === 'set') {
    return {
      path,
      problem: `the value stands in the list already, at index ${first}`,
      got: item,
      allowed: 'every value once',
      fix: 'remove one of the two',
    };
  }
  const keys = node.mapKeys.join(' and ');
  const got = Object.fromEntries(node.mapKeys.map((key) => [key, (item as Record<string, unknown>)[key]]));
  return {
    path,
    problem: `an item with the same ${keys} stands in the list already, at index ${first}`,
    got,
    allowed: `every ${keys} once`,
    fix: 'change or remove one of the two',
  };
}

function oneOf(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}
