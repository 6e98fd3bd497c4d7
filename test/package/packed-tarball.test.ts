import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

// The package as a user installs it, in projects outside the tree that see nothing else of it. Dependencies are linked
// instead of installed, so that no network is needed; an engine that is not linked is not there.

const ROOT = resolve(__dirname, '../..');
const CDK8S = ['cdk8s', 'constructs'];
const PULUMI = ['@pulumi/pulumi', '@pulumi/kubernetes'];

let work: string;
let unpacked: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'kagent-fleet-pack-'));
  npm('run', 'build', '--silent');
  const [{ filename }] = JSON.parse(npm('pack', '--ignore-scripts', '--json', '--pack-destination', work));
  execFileSync('tar', ['-xzf', join(work, filename), '-C', work]);
  unpacked = join(work, 'package');
}, 180_000);

afterAll(() => rmSync(work, { recursive: true, force: true }));

function npm(...args: string[]): string {
  return execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** An empty project with the package and the named packages in it. */
function project(name: string, packages: readonly string[], files: Record<string, string>): string {
  const folder = join(work, name);
  for (const dependency of ['yaml', 'ipaddr.js', ...packages]) link(folder, dependency);
  cpSync(unpacked, join(folder, 'node_modules', 'kagent-fleet'), { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return folder;
}

function link(folder: string, dependency: string): void {
  const target = join(folder, 'node_modules', dependency);
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules', dependency), target, 'dir');
}

/** Runs a program in the project and answers what it printed. */
function run(folder: string, program: string, ...args: string[]): string {
  try {
    return execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`);
  }
}

const bin = (name: string) => join(ROOT, 'node_modules', '.bin', name);

const DEFINITION = `
const platform = definePlatform({
  release: releases.SIDE_BY_SIDE,
  cluster: { kubernetes: '1.34', cni: 'cilium', apiServerCidrs: ['192.0.2.10/32'], serviceCidr: '10.96.0.0/16', podCidr: '10.244.0.0/16', nodeAppArmor: 'absent' },
  acknowledge: [{ rule: 'KF1101', reason: 'a test' }],
});`;

const IMPORT_CDK8S = `import { App } from 'cdk8s';
import { definePlatform, releases } from 'kagent-fleet';
import { AgentPlatform } from 'kagent-fleet/cdk8s';
${DEFINITION}
const app = new App();
new AgentPlatform(app, 'platform', platform);
console.log(app.synthYaml().includes('kind: Deployment') ? 'made' : 'nothing');
`;

const asCommonJs = (module: string) => module.replaceAll(/import (\{.*?\}) from ('.*?');/g, 'const $1 = require($2);');

const tsconfig = (moduleResolution: string, module: string) =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      target: 'es2022',
      module,
      moduleResolution,
      skipLibCheck: true,
      noEmit: true,
      types: [],
    },
    files: ['main.ts'],
  });

const TYPED = IMPORT_CDK8S.replace(
  "console.log(app.synthYaml().includes('kind: Deployment') ? 'made' : 'nothing');",
  'export { app };',
);

describe('the packed package', () => {
  it('holds the build, its data and its papers, and nothing else', () => {
    const top = readdirSync(unpacked).sort();
    expect(top).toEqual(['LICENSE', 'README.md', 'build', 'package.json']);
    const build = readdirSync(join(unpacked, 'build'), { recursive: true, encoding: 'utf8' });
    expect(build).toContain('lib/api/kubernetes/definitions.json');
    expect(build.filter((file) => /\.(ts|js|json)$/.test(file) === false && /\.\w+$/.test(file))).toEqual([]);
  });

  it('runs from CommonJS and from ESM with cdk8s alone', () => {
    const folder = project('run', CDK8S, { 'main.cjs': asCommonJs(IMPORT_CDK8S), 'main.mjs': IMPORT_CDK8S });
    expect(run(folder, process.execPath, 'main.cjs')).toBe('made');
    expect(run(folder, process.execPath, 'main.mjs')).toBe('made');
  });

  it('runs with Pulumi alone', () => {
    const program = `
import * as pulumi from '@pulumi/pulumi';
import { definePlatform, releases } from 'kagent-fleet';
import { AgentPlatform } from 'kagent-fleet/pulumi';
${DEFINITION}
const made = [];
await pulumi.runtime.setMocks({ newResource: ({ type, name, inputs }) => (made.push(type), { id: name, state: inputs }), call: () => ({}) });
new AgentPlatform('platform', platform);
await pulumi.runtime.disconnect();
console.log(made.includes('kubernetes:apps/v1:Deployment') ? 'made' : 'nothing');
`;
    const folder = project('pulumi', PULUMI, { 'main.mjs': program });
    expect(run(folder, process.execPath, 'main.mjs')).toBe('made');
  });

  it('says which engine is missing only when its entry is loaded', () => {
    const folder = project('none', [], {
      'core.mjs': "import { releases } from 'kagent-fleet'; console.log(Object.keys(releases).length > 0);",
      'cdk8s.mjs': "import 'kagent-fleet/cdk8s';",
    });
    expect(run(folder, process.execPath, 'core.mjs')).toBe('true');
    expect(() => run(folder, process.execPath, 'cdk8s.mjs')).toThrow(/Cannot find module '(cdk8s|constructs)'/);
  });

  it.each([
    ['node10', 'commonjs'],
    ['node16', 'node16'],
    ['bundler', 'esnext'],
  ])('has types under %s resolution', (moduleResolution, module) => {
    const folder = project(`types-${moduleResolution}`, CDK8S, {
      'main.ts': TYPED,
      'tsconfig.json': tsconfig(moduleResolution, module),
      'package.json': '{}',
    });
    expect(run(folder, bin('tsc'))).toBe('');
    writeFileSync(
      join(folder, 'main.ts'),
      TYPED.replace("'platform', platform", "'platform', { ...platform, relase: 1 }"),
    );
    expect(() => run(folder, bin('tsc'))).toThrow(/relase/);
  });

  it('runs under ts-node and under jest', () => {
    const folder = project('tools', CDK8S, {
      'main.ts': IMPORT_CDK8S,
      'main.test.js': `test('synthesizes', () => {${asCommonJs(IMPORT_CDK8S).replace('console.log', 'expect').replace(/;\s*$/, ".toBe('made');")}});`,
      'tsconfig.json': tsconfig('node16', 'node16'),
      'package.json': '{}',
    });
    expect(run(folder, bin('ts-node'), '--transpile-only', 'main.ts')).toBe('made');
    run(folder, bin('jest'), '--rootDir', folder);
  });
});
