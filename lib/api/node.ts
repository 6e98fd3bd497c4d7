/** The run-time form of a schema: what the CRD writer and the validator walk. */

/** One CEL rule of a node: its text goes to the CRD, its predicate runs at synth. Tests prove the two equal. */
export interface CelRule<T = unknown> {
  /** CEL text; `self` is the node's value. A rule with `oldSelf` compares with the stored object. */
  readonly rule: string;
  readonly message: string;
  /** Field the API server blames, e.g. `.declarative`; the node itself by default. */
  readonly fieldPath?: string;
  readonly reason?: 'FieldValueInvalid' | 'FieldValueForbidden' | 'FieldValueRequired' | 'FieldValueDuplicate';
  /**
   * The same rule over the value with its defaults applied. `not-evaluable` where synth cannot know, as always for a
   * rule with `oldSelf`: it is then reported as not evaluated, never as passed.
   */
  readonly check: (self: T) => boolean | 'not-evaluable';
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

interface Common {
  /** Applied by the API server where the field is absent. */
  readonly default?: JsonValue;
  /** `null` is a value of its own; elsewhere the API server drops it. */
  readonly nullable?: boolean;
  readonly rules?: readonly CelRule<never>[];
}

export interface StringNode extends Common {
  readonly kind: 'string';
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** `byte` is base64. Other formats have no effect in a CRD and are not kept. */
  readonly format?: 'date-time' | 'byte';
}

export interface IntegerNode extends Common {
  readonly kind: 'integer';
  readonly bits: 32 | 64;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface NumberNode extends Common {
  readonly kind: 'number';
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A scalar without limits of its own. `intOrString` and `quantity` take an integer or a text. */
export interface ScalarNode extends Common {
  readonly kind: 'boolean' | 'intOrString' | 'quantity';
}

/** Anything: unknown fields below it are kept (`x-kubernetes-preserve-unknown-fields`). */
export interface AnyNode extends Common {
  readonly kind: 'any';
  /** The value is at least a JSON object. */
  readonly object?: boolean;
}

export interface ArrayNode extends Common {
  readonly kind: 'array';
  readonly items: Node;
  readonly listType: 'atomic' | 'set' | 'map';
  readonly mapKeys: readonly string[];
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface MapNode extends Common {
  readonly kind: 'map';
  readonly values: Node;
  /** Server-side apply replaces it as a whole. */
  readonly atomic?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

export interface ObjectNode extends Common {
  readonly kind: 'object';
  readonly fields: ReadonlyMap<string, Node>;
  readonly required: readonly string[];
  /** Server-side apply replaces it as a whole. */
  readonly atomic?: boolean;
  /** Unknown fields are kept instead of being dropped or refused. */
  readonly preserveUnknown?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** A Kubernetes type, looked up when it is first needed. */
export interface ReferenceNode extends Common {
  readonly kind: 'reference';
  readonly name: string;
  /** Whether it stands inside a CRD, as opposed to being the metadata of the object itself. */
  readonly embedded: boolean;
  /** Kubernetes minor whose form of the type is embedded, e.g. `1.34`. @default the version of the definitions */
  readonly asOf?: string;
}

export type TargetNode =
  | StringNode
  | IntegerNode
  | NumberNode
  | ScalarNode
  | AnyNode
  | ArrayNode
  | MapNode
  | ObjectNode;

export type Node = TargetNode | ReferenceNode;
