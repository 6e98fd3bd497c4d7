/**
 * Extracts the Kubernetes types this library needs from OpenAPI v3 documents into `lib/api/kubernetes/definitions.json`.
 *
 * Usage: `npx ts-node scripts/extract-kubernetes-definitions.ts <folder> <version>`, where the folder holds the files
 * of `api/openapi-spec/v3` of the Kubernetes repository, or what a server answers under `/openapi/v3`, one file each.
 *
 * The notation is explained in `lib/api/kubernetes/encoding.ts`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncodedDefinition, EncodedType } from '../lib/api/kubernetes/encoding';

/** Types that upstream CRDs embed, by their full names without `io.k8s.`. */
const EMBEDDED = [
  'api.core.v1.PodTemplateSpec',
  'api.core.v1.PersistentVolumeClaimSpec',
  'api.core.v1.EnvVar',
  'api.core.v1.EnvFromSource',
  'api.core.v1.Volume',
  'api.networking.v1.NetworkPolicyIngressRule',
  'api.networking.v1.NetworkPolicyEgressRule',
  'apimachinery.pkg.apis.meta.v1.LabelSelector',
  'apimachinery.pkg.apis.meta.v1.Condition',
];

/** Built-in kinds that the library writes. */
const KINDS = [
  'api.core.v1: Namespace ServiceAccount ConfigMap Secret Service PersistentVolumeClaim ResourceQuota LimitRange Pod',
  'api.rbac.v1: Role ClusterRole RoleBinding ClusterRoleBinding',
  'api.apps.v1: Deployment StatefulSet DaemonSet',
  'api.batch.v1: Job CronJob',
  'api.policy.v1: PodDisruptionBudget',
  'api.autoscaling.v2: HorizontalPodAutoscaler',
  'api.networking.v1: NetworkPolicy Ingress',
  'api.scheduling.v1: PriorityClass',
  'api.node.v1: RuntimeClass',
  'api.admissionregistration.v1: ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding MutatingAdmissionPolicy MutatingAdmissionPolicyBinding',
  // 1.34 and 1.35 serve the mutating policies as v1beta1 only.
  'api.admissionregistration.v1beta1: MutatingAdmissionPolicy MutatingAdmissionPolicyBinding',
  'apiextensions-apiserver.pkg.apis.apiextensions.v1: CustomResourceDefinition',
].flatMap((line) => {
  const [prefix, names] = line.split(': ') as [string, string];
  return names.split(' ').map((name) => `${prefix}.${name}`);
});

/** Types whose OpenAPI form says less than their Go type. */
const SCALARS: Record<string, string> = {
  'apimachinery.pkg.api.resource.Quantity': 'quantity',
  'apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'apimachinery.pkg.apis.meta.v1.Time': 'dateTime',
  'apimachinery.pkg.apis.meta.v1.MicroTime': 'dateTime',
  'apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
  'apimachinery.pkg.runtime.RawExtension': 'any',
  'apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'any',
  'apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceStatus': 'any',
  'apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': 'any',
  'apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': 'any',
  'apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': 'any',
};

/**
 * Defaults written as `+default=ref(…)` in Go: openapi-gen resolves them, controller-gen leaves them out, and a server
 * fills them in by code. A new one shows up in the conformance test.
 */
const DEFAULTS_BY_REFERENCE = ['AzureDiskVolumeSource.cachingMode', 'AzureDiskVolumeSource.kind'];

interface OpenApiSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly allOf?: readonly OpenApiSchema[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly required?: readonly string[];
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular';
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, OpenApiSchema>> };
}

interface Operation {
  readonly 'x-kubernetes-action'?: string;
  readonly 'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string };
}

const PREFIX = 'io.k8s.';
const LOCAL_REFERENCE = 'api.core.v1.LocalObjectReference';

function read(folder: string) {
  const schemas = new Map<string, OpenApiSchema>();
  const resources = new Map<string, { plural: string; namespaced: boolean }>();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.json')) continue;
    const document = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Document;
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
      schemas.set(name.slice(PREFIX.length), schema);
    }
    for (const [path, operations] of Object.entries(document.paths ?? {})) {
      const { 'x-kubernetes-action': action, 'x-kubernetes-group-version-kind': gvk } = operations.post ?? {};
      if (action !== 'post' || gvk === undefined) continue;
      const plural = path.split('/').pop() as string;
      if (/\{name\}/.test(path)) continue; // a subresource such as bindings
      resources.set(`${gvk.group}/${gvk.version}/${gvk.kind}`, {
        plural,
        namespaced: path.includes('/namespaces/{namespace}/'),
      });
    }
  }
  return { schemas, resources };
}

function main(folder: string, version: string): void {
  const { schemas, resources } = read(folder);

  const closure = new Set<string>();
  const refOf = (schema: OpenApiSchema) =>
    (schema.$ref ?? schema.allOf?.[0]?.$ref)?.split('/').pop()?.slice(PREFIX.length);
  const visit = (name: string) => {
    if (closure.has(name) || SCALARS[name] !== undefined) return;
    const schema = schemas.get(name);
    if (schema === undefined) throw new Error(`no definition ${name} in ${folder}`);
    closure.add(name);
    const walk = (node: OpenApiSchema): void => {
      const ref = refOf(node);
      if (ref !== undefined) visit(ref);
      for (const child of Object.values(node.properties ?? {})) walk(child);
      if (node.items) walk(node.items);
      if (node.additionalProperties) walk(node.additionalProperties);
    };
    walk(schema);
  };
  for (const name of [...EMBEDDED, ...KINDS]) {
    if (schemas.has(name)) visit(name);
    else console.warn(`left out, since this version does not have it: ${name}`);
  }

  // Short names; where two groups or versions share one, the later of this order carries its group or version.
  const shortNames = new Map<string, string>();
  const taken = new Set<string>();
  const rank = (name: string) => (/\.v\d+\./.test(name) ? 0 : 1) + (name.startsWith('apiextensions') ? 0.5 : 0);
  for (const name of [...closure].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))) {
    const [kind, versionName, group] = name.split('.').reverse() as [string, string, string];
    const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);
    const short = !taken.has(kind)
      ? kind
      : versionName === 'v1'
        ? `${capital(group)}${kind}`
        : `${kind}${capital(versionName)}`;
    if (taken.has(short)) throw new Error(`two definitions want the name ${short}`);
    taken.add(short);
    shortNames.set(name, short);
  }

  const encodeType = (schema: OpenApiSchema, inCollection: boolean, required: boolean): EncodedType => {
    const type = encodeBare(schema);
    // openapi-gen writes the Go zero value as the default of every non-pointer field; only a default on an optional
    // field, or a value other than zero, comes from a `+default` marker and is applied by a server.
    const { default: value } = schema;
    const zero = value === '' || value === 0 || value === false;
    const generated = value === undefined || typeof value === 'object' || (zero && (required || inCollection));
    if (generated) return type;
    return { ...(typeof type === 'string' ? { type } : type), default: value as string | number | boolean };
  };
  const encodeBare = (schema: OpenApiSchema): EncodedType => {
    const ref = refOf(schema);
    if (ref !== undefined) return SCALARS[ref] ?? `#${shortNames.get(ref)}`;
    switch (schema.type) {
      case 'string':
        return schema.format === 'byte' ? 'bytes' : schema.format === 'date-time' ? 'dateTime' : 'string';
      case 'integer':
        return schema.format === 'int32' ? 'int32' : 'int64';
      case 'number':
      case 'boolean':
        return schema.type;
      case 'array': {
        const items = encodeType(schema.items as OpenApiSchema, true, false);
        const listType = schema['x-kubernetes-list-type'] ?? 'atomic';
        if (listType === 'map') return { list: items, keys: schema['x-kubernetes-list-map-keys'] ?? [] };
        if (listType === 'set') return { list: items, set: true };
        return typeof items === 'string' ? `${items}[]` : { list: items };
      }
      case 'object': {
        if (schema.additionalProperties === undefined) return schema.properties ? encodeFields(schema) : 'any';
        const values = encodeType(schema.additionalProperties, true, false);
        const atomic = schema['x-kubernetes-map-type'] === 'atomic';
        return typeof values === 'string' && !atomic ? `${values}{}` : { map: values, ...(atomic && { atomic }) };
      }
      default:
        return 'any';
    }
  };
  const encodeFields = (_schema: OpenApiSchema): never => {
    throw new Error('an object written in place: give it a definition of its own');
  };

  // A Go struct that inlines LocalObjectReference takes over its `+structType=atomic` in CRDs; OpenAPI does not say so.
  const inlines = (schema: OpenApiSchema, part: string) =>
    Object.entries(schemas.get(part)?.properties ?? {}).every(([field, { description, ...type }]) => {
      const { description: _, ...own } = schema.properties?.[field] ?? {};
      return JSON.stringify(own) === JSON.stringify(type) && !schema.required?.includes(field);
    });

  const definitions: [string, EncodedDefinition][] = [];
  for (const name of closure) {
    const schema = schemas.get(name) as OpenApiSchema;
    const required = new Set(schema.required);
    const fields: Record<string, EncodedType> = {};
    for (const [field, child] of Object.entries(schema.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const withoutDefault = DEFAULTS_BY_REFERENCE.includes(`${shortNames.get(name)}.${field}`);
      const source = withoutDefault ? { ...child, default: undefined } : child;
      fields[required.has(field) ? `${field}!` : field] = encodeType(source, false, required.has(field));
    }
    const gvk = schema['x-kubernetes-group-version-kind']?.[0];
    const resource = gvk && resources.get(`${gvk.group}/${gvk.version}/${gvk.kind}`);
    definitions.push([
      shortNames.get(name) as string,
      {
        ...(gvk &&
          resource && {
            kind: [gvk.group === '' ? gvk.version : `${gvk.group}/${gvk.version}`, gvk.kind, resource.plural],
            ...(!resource.namespaced && { cluster: true }),
          }),
        ...((schema['x-kubernetes-map-type'] === 'atomic' || inlines(schema, LOCAL_REFERENCE)) && { atomic: true }),
        fields,
      },
    ]);
  }
  definitions.sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = definitions.map(([name, definition]) => `${JSON.stringify(name)}:${JSON.stringify(definition)}`);
  const text = `{"kubernetes":${JSON.stringify(version)},"definitions":{\n${lines.join(',\n')}\n}}\n`;
  writeFileSync(join(__dirname, '../lib/api/kubernetes/definitions.json'), text);
  console.log(`${definitions.length} definitions, ${text.length} bytes`);
}

const [folder, version] = process.argv.slice(2);
if (folder === undefined || version === undefined) {
  console.error('usage: ts-node scripts/extract-kubernetes-definitions.ts <folder of OpenAPI v3 documents> <version>');
  process.exitCode = 1;
} else {
  main(folder, version);
}
