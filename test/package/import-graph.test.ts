import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { preProcessFile } from 'typescript';

const ROOT = resolve(__dirname, '../..');

/** Every module that the file names, by import, export or require, types included. */
function namedModules(file: string): string[] {
  return preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);
}

function resolveLocal(from: string, name: string): string {
  const base = resolve(dirname(from), name);
  const found = [base, `${base}.ts`, join(base, 'index.ts')].find(
    (path) => /\.(ts|json)$/.test(path) && existsSync(path),
  );
  if (!found) throw new Error(`${relative(ROOT, from)} names ${name}, which is not there`);
  return found;
}

/** The packages that loading the entry can load, with one of the files that names each. */
function packagesReachedFrom(entry: string): Map<string, string> {
  const packages = new Map<string, string>();
  const seen = new Set<string>();
  const queue = [join(ROOT, entry)];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file) || file.endsWith('.json')) continue;
    seen.add(file);
    for (const name of namedModules(file)) {
      if (name.startsWith('.')) queue.push(resolveLocal(file, name));
      else packages.set(name, relative(ROOT, file));
    }
  }
  return packages;
}

function reached(entry: string, forbidden: RegExp): string[] {
  return [...packagesReachedFrom(entry)]
    .filter(([name]) => forbidden.test(name))
    .map(([name, file]) => `${file} names ${name}`);
}

const CDK8S = /^(cdk8s|constructs)/;
const PULUMI = /^@pulumi\//;

describe('the import graph', () => {
  it('keeps Pulumi out of the cdk8s entry', () => {
    expect(reached('constructs/cdk8s/index.ts', PULUMI)).toEqual([]);
    expect(packagesReachedFrom('constructs/cdk8s/index.ts').has('cdk8s')).toBe(true);
  });

  it('keeps cdk8s out of the Pulumi entry', () => {
    expect(reached('constructs/pulumi/index.ts', CDK8S)).toEqual([]);
    expect(packagesReachedFrom('constructs/pulumi/index.ts').has('@pulumi/pulumi')).toBe(true);
  });

  it('keeps both engines out of the core', () => {
    expect(reached('lib/index.ts', new RegExp(`${CDK8S.source}|${PULUMI.source}`))).toEqual([]);
  });

  it('finds every file of the core clean, also those that no entry reaches yet', () => {
    const files = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const engine = new RegExp(`${CDK8S.source}|${PULUMI.source}`);
    const named = files.flatMap((file) => namedModules(join(ROOT, 'lib', file)).filter((name) => engine.test(name)));
    expect(named).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
  });

  it('loads no component with the cdk8s entry: each comes with the first of its kind', () => {
    const folder = join(ROOT, 'constructs/cdk8s');
    const eager = readdirSync(folder).filter((file) =>
      /^(?:import|export) (?!type\b)[^;]*from '\.\.\/\.\.\/lib\/components\/(?!definition')/m.test(
        readFileSync(join(folder, file), 'utf8').replace(/^import type [^;]*;/gm, ''),
      ),
    );
    expect(eager).toEqual([]);
  });

  it('reaches only packages that the manifest declares', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    for (const entry of ['lib/index.ts', 'constructs/cdk8s/index.ts', 'constructs/pulumi/index.ts']) {
      const undeclared = [...packagesReachedFrom(entry).keys()].filter(
        (name) =>
          !name.startsWith('node:') &&
          !declared.some((dependency) => name === dependency || name.startsWith(`${dependency}/`)),
      );
      expect({ entry, undeclared }).toEqual({ entry, undeclared: [] });
    }
  });
});
