import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { WAIT_FOR } from '../constructs/pulumi/resource-options';
import { canonicalJson } from '../lib/plan/canonical-json';
import type { KubernetesObject } from '../lib/plan/resource';
import { readSynthesized } from './cluster/synthesized';
import { recordingMocks } from './fixtures/pulumi-mocks';

const EXAMPLES = resolve(__dirname, '../examples');
const GOLDEN = join(__dirname, 'examples.golden.json');
const UPDATE = process.env.UPDATE_GOLDEN !== undefined;

/** What the objects of each example are, as the SHA-256 of all of them in canonical form. */
const golden = (existsSync(GOLDEN) ? JSON.parse(readFileSync(GOLDEN, 'utf8')) : {}) as Record<string, string>;
const seen: Record<string, string> = {};

const programs = readdirSync(EXAMPLES).flatMap((folder) =>
  (['cdk8s', 'pulumi'] as const)
    .filter((engine) => existsSync(join(EXAMPLES, folder, `${engine}.ts`)))
    .map((engine) => ({ folder, engine, file: join(EXAMPLES, folder, `${engine}.ts`) })),
);

/** Synthesizes into a folder of its own; a program whose definition is refused throws. */
function synthesized(file: string): KubernetesObject[] {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'kagent-fleet-example-'));
  try {
    process.chdir(folder);
    jest.isolateModules(() => require(file));
    return filesBelow(folder).flatMap((each) => readSynthesized(each) as KubernetesObject[]);
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folders with synthesized files. */
function filesBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return [...new Set(files.filter((file) => file.name.endsWith('.k8s.yaml')).map(({ parentPath }) => parentPath))];
}

/** What the examples expect `pulumi config` to have. */
const CONFIG = { 'project:kubeconfig': '{}', 'project:imageDigest': `sha256:${'ab'.repeat(32)}` };

async function registered(file: string): Promise<KubernetesObject[]> {
  const resources = await recordingMocks();
  pulumi.runtime.setAllConfig(CONFIG);
  await pulumi.runtime.runInPulumiStack(async () => void require(file));
  await pulumi.runtime.disconnect();
  return resources
    .filter(({ type }) => type.startsWith('kubernetes:') && !type.startsWith('kubernetes:provider'))
    .flatMap(({ inputs }) => ('apiVersion' in inputs ? [withoutWaiting(inputs)] : []));
}

/** Without what only Pulumi reads. */
function withoutWaiting(object: KubernetesObject): KubernetesObject {
  const { annotations, ...metadata } = object.metadata;
  const kept = Object.entries(annotations ?? {}).filter(([name]) => name !== WAIT_FOR);
  return { ...object, metadata: { ...metadata, ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }) } };
}

function hashOf(objects: readonly KubernetesObject[]): string {
  return createHash('sha256').update(objects.map(canonicalJson).sort().join('\n')).digest('hex');
}

describe('examples', () => {
  beforeAll(() => {
    jest.spyOn(console, 'log').mockImplementation();
    jest.spyOn(process, 'emitWarning').mockImplementation();
  });

  afterAll(() => {
    jest.restoreAllMocks();
    if (UPDATE) writeFileSync(GOLDEN, `${JSON.stringify(seen, undefined, 2)}\n`);
  });

  test.each(programs)('$folder on $engine makes what it made before', async ({ folder, engine, file }) => {
    const objects = engine === 'cdk8s' ? synthesized(file) : await registered(file);
    expect(objects.length).toBeGreaterThan(0);
    const key = `${folder}/${engine}`;
    seen[key] = hashOf(objects);
    if (UPDATE || golden[key] === seen[key]) return;
    throw new Error(
      `the ${objects.length} objects of examples/${key}.ts are not those on record. If that is meant, look at them ` +
        '(`npx ts-node --swc` runs the cdk8s program) and accept them: UPDATE_GOLDEN=1 npx jest test/examples.test.ts',
    );
  });

  test('the examples that run on both engines make the same objects', () => {
    const folders = readdirSync(EXAMPLES).filter((folder) => seen[`${folder}/cdk8s`] && seen[`${folder}/pulumi`]);
    expect(folders.length).toBeGreaterThan(1);
    for (const folder of folders)
      expect({ folder, hash: seen[`${folder}/pulumi`] }).toEqual({ folder, hash: seen[`${folder}/cdk8s`] });
  });

  test('no example is on record that is not there', () => {
    if (!UPDATE)
      expect(Object.keys(golden).sort()).toEqual(programs.map(({ folder, engine }) => `${folder}/${engine}`).sort());
  });
});
