/** Upstream's CRDs, kept outside the repository: targets to compare with, never sources to copy from. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { CustomResourceDefinitionObject, Upstream } from '../../lib/api';

const FOLDER = process.env.KAGENT_FLEET_UPSTREAM ?? join(__dirname, '../../../shared/upstream');

/** Whether upstream's files are on this machine. */
export const hasUpstream = existsSync(FOLDER);

/** The folder of each upstream's version that our kinds describe. */
export const UPSTREAM_FOLDERS: Readonly<Record<Upstream, string>> = {
  'agent-sandbox': 'agent-sandbox-v0.5.6',
  kagent: 'kagent-v0.9.12',
  kmcp: 'kmcp-v0.3.0',
};

export interface UpstreamCrd {
  readonly crd: CustomResourceDefinitionObject;
  /** Size of the YAML file it was read from. */
  readonly bytes: number;
}

/** The CRDs of one upstream version, e.g. `agent-sandbox-v0.5.6`, by kind. */
export function upstreamCrds(version: string): ReadonlyMap<string, UpstreamCrd> {
  const crds = new Map<string, UpstreamCrd>();
  for (const file of readdirSync(join(FOLDER, version))) {
    if (!file.endsWith('.yaml')) continue;
    const text = readFileSync(join(FOLDER, version, file), 'utf8');
    if (!/^kind: CustomResourceDefinition$/m.test(text)) continue;
    for (const document of parseAllDocuments(text)) {
      const crd = document.toJS() as CustomResourceDefinitionObject | null;
      if (crd?.kind !== 'CustomResourceDefinition') continue;
      crds.set(crd.spec.names.kind, { crd, bytes: Buffer.byteLength(text) });
    }
  }
  return crds;
}

type Json = unknown;
type Schema = Record<string, Json>;

/**
 * A version of a CRD without what makes no difference to an API server: descriptions, order, the format of numbers
 * (dropped before validation), the `anyOf` that belongs to int-or-string, list type `atomic`, map type `granular`
 * (the defaults), and the root's apiVersion, kind and metadata (always there).
 */
export function normalisedVersion(version: CustomResourceDefinitionObject['spec']['versions'][number]): Json {
  const { schema, additionalPrinterColumns, ...rest } = version;
  const columns = (additionalPrinterColumns as Schema[] | undefined)?.map(({ description: _, ...column }) => column);
  const root = schema.openAPIV3Schema as unknown as Schema;
  const { apiVersion: _a, kind: _k, metadata: _m, ...properties } = root.properties as Schema;
  return sorted({
    ...rest,
    ...(columns && { additionalPrinterColumns: columns }),
    schema: normalisedSchema({ ...root, properties }),
  });
}

export function normalisedSchema(schema: Schema): Schema {
  const result: Schema = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'description') continue;
    if (key === 'format' && schema.type !== 'string') continue;
    if (key === 'anyOf' && schema['x-kubernetes-int-or-string'] === true) continue;
    if (key === 'x-kubernetes-list-type' && value === 'atomic') continue;
    if (key === 'x-kubernetes-map-type' && value === 'granular') continue;
    if (key === 'properties') {
      const entries = Object.entries(value as Schema).map(([name, child]) => [name, normalisedSchema(child as Schema)]);
      result[key] = Object.fromEntries(entries);
    } else if (key === 'items' || (key === 'additionalProperties' && typeof value === 'object')) {
      result[key] = normalisedSchema(value as Schema);
    } else if (key === 'required') {
      result[key] = [...(value as string[])].sort();
    } else {
      result[key] = value;
    }
  }
  return result;
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

/** A short fingerprint of a normalised version, which holds where upstream's files are not at hand. */
export function fingerprint(normalised: Json): string {
  return createHash('sha256').update(JSON.stringify(normalised)).digest('hex').slice(0, 16);
}
