import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './kubernetes-object';

// Beside the repository, not in it: what upstream ships, to compare with.
const UPSTREAM = join(__dirname, '../../../shared/upstream');

/** Every object in these files, for example `agent-sandbox-v0.5.6/extensions.yaml`. */
export function upstreamObjects<T extends Manifest = Manifest>(...files: readonly string[]): T[] {
  return files.flatMap((file) => {
    const documents = parseAllDocuments(readFileSync(join(UPSTREAM, file), 'utf8'));
    return documents.map((document) => document.toJS() as T | null).filter((object) => object !== null);
  });
}
