import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './kubernetes-object';

/** The objects of a synthesized folder, in the order in which `kubectl apply -f` would read its files. */
export function readSynthesized(folder: string): Manifest[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.k8s.yaml'))
    .sort()
    .flatMap((file) => readDocuments(join(folder, file)));
}

function readDocuments(file: string): Manifest[] {
  // cdk8s writes YAML 1.1. source: facts/anchors.md §3
  const documents = parseAllDocuments(readFileSync(file, 'utf8'), { version: '1.1' });
  if ('empty' in documents) return [];
  return documents.map((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0]?.message}`);
    return document.toJS() as Manifest;
  });
}

/** The one object of that kind (and name); throws when there is none or more than one. */
export function only<T extends Manifest>(objects: readonly Manifest[], kind: string, name?: string): T {
  const found = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found.length !== 1) throw new Error(`expected one ${kind} ${name ?? ''}, found ${found.length}`);
  return found[0] as T;
}
