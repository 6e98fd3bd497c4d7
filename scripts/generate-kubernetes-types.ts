/**
 * Writes `lib/api/kubernetes/types.generated.ts`, the TypeScript form of `definitions.json`.
 * Runs by `npm run generate`; the result is not kept in the repository.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncodedDefinition, EncodedDefinitions, EncodedType } from '../lib/api/kubernetes/encoding';

const SCALARS: Readonly<Record<string, string>> = {
  string: 'string',
  bytes: 'string',
  dateTime: 'string',
  int32: 'number',
  int64: 'number',
  number: 'number',
  boolean: 'boolean',
  intOrString: 'IntOrString',
  quantity: 'Quantity',
  any: 'Json',
};

function typeText(type: EncodedType): string {
  if (typeof type !== 'string') {
    if ('type' in type) return typeText(type.type);
    return 'map' in type ? mapText(typeText(type.map)) : listText(typeText(type.list));
  }
  if (type.endsWith('[]')) return listText(typeText(type.slice(0, -2)));
  if (type.endsWith('{}')) return mapText(typeText(type.slice(0, -2)));
  if (type.startsWith('#')) return type.slice(1);
  const scalar = SCALARS[type];
  if (scalar === undefined) throw new Error(`unknown type ${type}`);
  return scalar;
}

const listText = (items: string) => `readonly ${items}[]`;
const mapText = (values: string) => `{ readonly [key: string]: ${values} }`;

function interfaceText(name: string, { kind, fields }: EncodedDefinition): string {
  const lines = Object.entries(fields).map(([field, type]) => {
    const bare = field.replace('!', '');
    if (kind !== undefined && bare === 'apiVersion') return `  readonly apiVersion: '${kind[0]}';`;
    if (kind !== undefined && bare === 'kind') return `  readonly kind: '${kind[1]}';`;
    if (kind !== undefined && bare === 'metadata') return '  readonly metadata: ObjectMeta;';
    const key = /^[A-Za-z_][A-Za-z0-9_]*$/.test(bare) ? bare : `'${bare}'`;
    return `  readonly ${key}${field.endsWith('!') ? '' : '?'}: ${typeText(type)};`;
  });
  return `export interface ${name} {\n${lines.join('\n')}\n}\n`;
}

const folder = join(__dirname, '../lib/api/kubernetes');
const { kubernetes, definitions } = JSON.parse(
  readFileSync(join(folder, 'definitions.json'), 'utf8'),
) as EncodedDefinitions;
const names = Object.keys(definitions);
const parts = [
  `// Kubernetes ${kubernetes} types, generated from definitions.json by scripts/generate-kubernetes-types.ts. Do not edit.\n`,
  '/** A count or percentage, a port number or a port name. */\nexport type IntOrString = string | number;\n',
  '/** An amount such as `500m`, `2Gi` or `4`. */\nexport type Quantity = string | number;\n',
  '/** Any JSON value. */\nexport type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };\n',
  ...names.map((name) => interfaceText(name, definitions[name] as EncodedDefinition)),
  `/** Every type by its name. */\nexport interface KubernetesTypes {\n${names.map((name) => `  readonly ${name}: ${name};`).join('\n')}\n}\n`,
];
writeFileSync(join(folder, 'types.generated.ts'), parts.join('\n'));
