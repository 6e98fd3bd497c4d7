/** Kubernetes' own types, decoded from `definitions.json` one by one when they are first needed. */
import type { Node, ObjectNode, ReferenceNode, TargetNode } from '../node';
import type { EncodedDefinition, EncodedDefinitions, EncodedType } from './encoding';
import { fieldsAsOf } from './history';

let encoded: EncodedDefinitions | undefined;

/** The file's content, read on first use so that importing the library stays cheap. */
export function encodedDefinitions(): EncodedDefinitions {
  // the type makes the compiler put the file into the build; `as unknown` because it sees no tuples in JSON
  encoded ??= require('./definitions.json') as typeof import('./definitions.json') as unknown as EncodedDefinitions;
  return encoded;
}

/** Where a type stands, which changes what it is. */
interface Form {
  /** Inside a CRD, where metadata below the root is an object without fields: controller-gen leaves them out. */
  readonly embedded: boolean;
  /** Kubernetes minor. @default the version of the definitions */
  readonly asOf?: string;
}

const BUILT_IN: Form = { embedded: false };
const EMPTY: ObjectNode = { kind: 'object', fields: new Map(), required: [] };

const decoded = new Map<string, ObjectNode>();

/** The definition of a Kubernetes type. */
export function definition(name: string, form: Form = BUILT_IN): ObjectNode {
  if (form.embedded && name === 'ObjectMeta') return EMPTY;
  const key = `${name} ${form.embedded} ${form.asOf}`;
  const known = decoded.get(key);
  if (known !== undefined) return known;
  const source = encodedDefinitions().definitions[name];
  if (source === undefined) throw new Error(`no Kubernetes type ${name} in definitions.json`);
  const fields = new Map<string, Node>();
  const required: string[] = [];
  const result: ObjectNode = { kind: 'object', fields, required, ...(source.atomic && { atomic: true }) };
  decoded.set(key, result); // before its fields: JSONSchemaProps refers to itself
  for (const [field, type] of Object.entries(fieldsAsOf(name, source.fields, form.asOf))) {
    const isRequired = field.endsWith('!');
    const fieldName = isRequired ? field.slice(0, -1) : field;
    if (isRequired) required.push(fieldName);
    fields.set(fieldName, decode(type, form));
  }
  return result;
}

/** Every definition that is a kind, by its name. */
export function kindDefinitions(): readonly [name: string, definition: EncodedDefinition][] {
  return Object.entries(encodedDefinitions().definitions).filter(([, { kind }]) => kind !== undefined);
}

// Scalars carry no state, so one node serves every field of the type.
const SCALARS: Readonly<Record<string, TargetNode>> = {
  string: { kind: 'string' },
  bytes: { kind: 'string', format: 'byte' },
  dateTime: { kind: 'string', format: 'date-time' },
  int32: { kind: 'integer', bits: 32 },
  int64: { kind: 'integer', bits: 64 },
  number: { kind: 'number' },
  boolean: { kind: 'boolean' },
  intOrString: { kind: 'intOrString' },
  quantity: { kind: 'quantity' },
  any: { kind: 'any' },
};

function decode(type: EncodedType, form: Form): Node {
  if (typeof type === 'string') {
    if (type.endsWith('[]')) {
      return { kind: 'array', items: decode(type.slice(0, -2), form), listType: 'atomic', mapKeys: [] };
    }
    if (type.endsWith('{}')) return { kind: 'map', values: decode(type.slice(0, -2), form) };
    if (type.startsWith('#')) return definition(type.slice(1), form);
    const scalar = SCALARS[type];
    if (scalar === undefined) throw new Error(`unknown type ${type} in definitions.json`);
    return scalar;
  }
  const common = type.default === undefined ? {} : { default: type.default };
  if ('type' in type) return { ...decode(type.type, form), ...common };
  if ('map' in type) {
    return { kind: 'map', values: decode(type.map, form), ...(type.atomic && { atomic: true }), ...common };
  }
  const listType = type.keys !== undefined ? 'map' : type.set ? 'set' : 'atomic';
  return { kind: 'array', items: decode(type.list, form), listType, mapKeys: type.keys ?? [], ...common };
}

const targets = new WeakMap<ReferenceNode, TargetNode>();

/** The node itself, or the Kubernetes type that it refers to. */
export function resolve(node: Node): TargetNode {
  if (node.kind !== 'reference') return node;
  let target = targets.get(node);
  if (target === undefined) {
    target = definition(node.name, node);
    targets.set(node, target);
  }
  return target;
}
