/** Custom resource definitions out of kind definitions: no descriptions and nothing else without a meaning to a server. */
import type { KindDefinition, KindVersion } from './kind';
import { resolve } from './kubernetes/resolve';
import type { CelRule, JsonValue, Node, TargetNode } from './node';

export interface ConversionWebhook {
  readonly service: {
    readonly name: string;
    readonly namespace: string;
    readonly path?: string;
    readonly port?: number;
  };
  /** Base64 of the CA that signed the webhook's certificate. @default - the controller fills it in */
  readonly caBundle?: string;
  /** @default ['v1', 'v1beta1'] */
  readonly conversionReviewVersions?: readonly string[];
}

export interface CustomResourceDefinitionOptions {
  /** Names of the versions to serve. @default - the versions that are not deprecated */
  readonly versions?: readonly string[];
  /**
   * How the API server converts between versions; needed as soon as there are two. `None` only changes apiVersion,
   * which loses fields that the versions do not share.
   */
  readonly conversion?: 'None' | ConversionWebhook;
}

/** A CRD as a plain object, ready to be written out. */
export interface CustomResourceDefinitionObject {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string } & Readonly<Record<string, unknown>>;
    readonly scope: 'Namespaced' | 'Cluster';
    readonly versions: readonly CustomResourceDefinitionVersionObject[];
    readonly conversion?: Readonly<Record<string, unknown>>;
  };
}

export interface CustomResourceDefinitionVersionObject {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly schema: { readonly openAPIV3Schema: OpenApiSchema };
  readonly [key: string]: unknown;
}

export type OpenApiSchema = { readonly [key: string]: JsonValue | OpenApiSchema };

/** The CRD of a kind; every call answers with an object of its own. */
export function customResourceDefinition(
  kind: KindDefinition,
  options: CustomResourceDefinitionOptions = {},
): CustomResourceDefinitionObject {
  const { group, plural, singular, shortNames, categories, scope } = kind;
  const versions = kind.versions.filter(({ name, deprecated }) => options.versions?.includes(name) ?? !deprecated);
  const unknown = options.versions?.filter((name) => !kind.versions.some((version) => version.name === name)) ?? [];
  if (unknown.length > 0) throw new Error(`${kind.kind} has no version ${unknown.join(', ')}`);
  if (versions.length > 1 && options.conversion === undefined) {
    throw new Error(`${kind.kind} with versions ${versions.map(({ name }) => name).join(', ')} needs a conversion`);
  }
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: {
        kind: kind.kind,
        listKind: `${kind.kind}List`,
        plural,
        singular,
        ...(shortNames.length > 0 && { shortNames: [...shortNames] }),
        ...(categories !== undefined && { categories: [...categories] }),
      },
      scope,
      versions: versions.map(versionObject),
      ...(versions.length > 1 && { conversion: conversionObject(options.conversion) }),
    },
  };
}

function versionObject(version: KindVersion): CustomResourceDefinitionVersionObject {
  const { name, served, storage, deprecated, deprecationWarning, subresources, columns } = version;
  return {
    name,
    served,
    storage,
    ...(deprecated && { deprecated }),
    ...(deprecationWarning !== undefined && { deprecationWarning }),
    schema: { openAPIV3Schema: openApiSchema(version.schema.node) },
    ...(subresources !== undefined && {
      subresources: {
        ...(subresources.status && { status: {} }),
        ...(subresources.scale && { scale: { ...subresources.scale } }),
      },
    }),
    ...(columns !== undefined && { additionalPrinterColumns: columns.map((column) => ({ ...column })) }),
  };
}

function conversionObject(conversion: 'None' | ConversionWebhook | undefined): Record<string, unknown> {
  if (conversion === undefined || conversion === 'None') return { strategy: 'None' };
  const { service, caBundle, conversionReviewVersions = ['v1', 'v1beta1'] } = conversion;
  return {
    strategy: 'Webhook',
    webhook: {
      conversionReviewVersions: [...conversionReviewVersions],
      clientConfig: { service: { ...service }, ...(caBundle !== undefined && { caBundle }) },
    },
  };
}

/** What the API server accepts as the text of a quantity. */
export const QUANTITY_PATTERN =
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';

type MutableSchema = { [key: string]: JsonValue | OpenApiSchema };

/** The node as a structural schema. A reference carries its own default, nullability and rules. */
export function openApiSchema(node: Node): OpenApiSchema {
  const target = resolve(node);
  const schema = bareSchema(target);
  const value = node.default ?? target.default;
  if (value !== undefined) schema.default = value;
  if (node.nullable ?? target.nullable) schema.nullable = true;
  const rules = [...(target.rules ?? []), ...(node === target ? [] : (node.rules ?? []))];
  if (rules.length > 0) schema['x-kubernetes-validations'] = rules.map(ruleObject);
  return schema;
}

function ruleObject({ rule, message, fieldPath, reason }: CelRule<never>): OpenApiSchema {
  return { rule, message, ...(fieldPath !== undefined && { fieldPath }), ...(reason !== undefined && { reason }) };
}

// Not written, because an API server does without: `format` of numbers (dropped before validation), the `anyOf` of
// int-or-string (implied by its marker) and list type `atomic` (the default of custom resources).
function bareSchema(node: TargetNode): MutableSchema {
  switch (node.kind) {
    case 'string': {
      const { enum: values, format } = node;
      return {
        type: 'string',
        ...(values !== undefined && { enum: [...values] }),
        ...pick(node, ['pattern', 'minLength', 'maxLength']),
        ...(format !== undefined && { format }),
      };
    }
    case 'integer':
    case 'number':
      return { type: node.kind, ...pick(node, ['minimum', 'maximum']) };
    case 'boolean':
      return { type: 'boolean' };
    case 'intOrString':
      return { 'x-kubernetes-int-or-string': true };
    case 'quantity':
      return { 'x-kubernetes-int-or-string': true, pattern: QUANTITY_PATTERN };
    case 'any':
      return { ...(node.object && { type: 'object' }), 'x-kubernetes-preserve-unknown-fields': true };
    case 'array':
      return {
        type: 'array',
        items: openApiSchema(node.items),
        ...(node.listType !== 'atomic' && { 'x-kubernetes-list-type': node.listType }),
        ...(node.listType === 'map' && { 'x-kubernetes-list-map-keys': [...node.mapKeys] }),
        ...pick(node, ['minItems', 'maxItems']),
      };
    case 'map':
      return {
        type: 'object',
        additionalProperties: openApiSchema(node.values),
        ...(node.atomic && { 'x-kubernetes-map-type': 'atomic' }),
        ...pick(node, ['minProperties', 'maxProperties']),
      };
    case 'object': {
      const properties: MutableSchema = {};
      for (const [name, field] of node.fields) properties[name] = openApiSchema(field);
      return {
        type: 'object',
        ...(node.fields.size > 0 && { properties }),
        ...(node.required.length > 0 && { required: [...node.required] }),
        ...(node.atomic && { 'x-kubernetes-map-type': 'atomic' }),
        ...(node.preserveUnknown && { 'x-kubernetes-preserve-unknown-fields': true }),
        ...pick(node, ['minProperties', 'maxProperties']),
      };
    }
  }
}

function pick<T extends TargetNode>(node: T, keys: readonly (keyof T & string)[]): MutableSchema {
  const result: MutableSchema = {};
  for (const key of keys) if (node[key] !== undefined) result[key] = node[key] as JsonValue;
  return result;
}
