import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../lib/plan/resource';

const FOLDER = process.env.KAGENT_FLEET_UPSTREAM ?? join(__dirname, '../../../shared/upstream');

/** The objects of an upstream chart as rendered with its default values; `undefined` where upstream's files are not at hand. */
export function chartObjects(version: string): readonly KubernetesObject[] | undefined {
  const file = join(FOLDER, version, 'rendered/helm-default.yaml');
  if (!existsSync(file)) return undefined;
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as KubernetesObject);
}

/** How the tables name an object; a Job of ours without the hash of its content, which makes a change a new Job. */
export function labelOf({ kind, metadata: { name } }: KubernetesObject): string {
  return `${kind} ${kind === 'Job' ? name.replace(/-[0-9a-f]{10}$/, '') : name}`;
}
