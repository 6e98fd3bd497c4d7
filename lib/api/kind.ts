import type { ObjectNode } from './node';
import type { Schema } from './schema';

/** One API version of an upstream kind. */
export interface KindVersion {
  readonly name: string;
  readonly served: boolean;
  /** Whether the API server keeps objects in this version. Exactly one version does. */
  readonly storage: boolean;
  readonly deprecated?: boolean;
  /** What the API server answers to those who still use the version. */
  readonly deprecationWarning?: string;
  /** The object without apiVersion, kind and metadata. */
  readonly schema: Schema<unknown>;
  readonly subresources?: {
    readonly status?: true;
    readonly scale?: {
      readonly specReplicasPath: string;
      readonly statusReplicasPath: string;
      readonly labelSelectorPath?: string;
    };
  };
  /** What `kubectl get` prints. */
  readonly columns?: readonly PrinterColumn[];
}

export interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly jsonPath: string;
  /** Columns above 0 show only with `-o wide`. @default 0 */
  readonly priority?: number;
}

/** An upstream kind, from which its CRD, its type and its validation follow. */
export interface KindDefinition {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories?: readonly string[];
  readonly scope: 'Namespaced' | 'Cluster';
  /** Newest first. */
  readonly versions: readonly KindVersion[];
}

/** A kind in one API version, as `validateObject` needs it. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Defined by Kubernetes itself rather than by a CRD. */
  readonly builtIn: boolean;
  /** The whole object, apiVersion, kind and metadata included. */
  readonly node: ObjectNode;
}

const kinds = new WeakMap<KindVersion, Kind>();

/** The kind in one of its versions. */
export function kindOf(definition: KindDefinition, version: KindVersion): Kind {
  let kind = kinds.get(version);
  if (kind === undefined) {
    kind = {
      apiVersion: `${definition.group}/${version.name}`,
      kind: definition.kind,
      plural: definition.plural,
      namespaced: definition.scope === 'Namespaced',
      builtIn: false,
      node: wholeObject(version.schema.node as ObjectNode),
    };
    kinds.set(version, kind);
  }
  return kind;
}

function wholeObject(body: ObjectNode): ObjectNode {
  return {
    ...body,
    fields: new Map([
      ['apiVersion', { kind: 'string' }],
      ['kind', { kind: 'string' }],
      ['metadata', { kind: 'reference', name: 'ObjectMeta', embedded: false }],
      ...body.fields,
    ]),
    required: ['apiVersion', 'kind', ...body.required],
  };
}
