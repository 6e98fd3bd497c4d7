// `npm run bench`: what the library costs on top of what has to be done anyway, as ratios of one run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, type ApiObjectProps, App, Chart } from 'cdk8s';
import { agentSandboxPool, type KubernetesObject, prepare } from 'kagent-fleet';
import { AgentSandboxPool } from 'kagent-fleet/cdk8s';
import { stringify } from 'yaml';
import { measure, ratioLine, type Timing } from './measure';
import { pools } from './pools';

const outdir = mkdtempSync(join(tmpdir(), 'kagent-fleet-bench-'));

function render(count: number): KubernetesObject[] {
  return pools(count).flatMap((props) =>
    prepare(agentSandboxPool, props, props.name, 'none').resources.map(({ manifest }) => manifest),
  );
}

function synthesize(fill: (chart: Chart) => void): App {
  const app = new App({ outdir });
  fill(new Chart(app, 'pools'));
  app.synth();
  return app;
}

const objects = render(1_000);
if (objects.length === 0) throw new Error('the pools of the benchmark are refused');

const [direct, json, yaml] = measure([
  { name: 'direct render of 1,000 pools to JSON', run: () => JSON.stringify(render(1_000)) },
  { name: 'JSON.stringify of the same objects', run: () => JSON.stringify(objects) },
  { name: 'yaml writer on the same objects', run: () => objects.map((object) => stringify(object)) },
]) as [Timing, Timing, Timing];

const [ours, plain] = measure([
  {
    name: 'cdk8s with 1,000 pools',
    run: () =>
      synthesize((chart) => pools(1_000).forEach((props) => void new AgentSandboxPool(chart, props.name, props))),
  },
  {
    name: 'plain ApiObjects',
    run: () =>
      synthesize((chart) =>
        objects.forEach(
          (object, index) => void new ApiObject(chart, `object-${index}`, object as unknown as ApiObjectProps),
        ),
      ),
  },
]) as [Timing, Timing];

const [large, small] = measure(
  [
    { name: 'direct render of 10,000 pools', run: () => JSON.stringify(render(10_000)).length },
    { name: '1,000 pools', run: () => JSON.stringify(render(1_000)).length },
  ],
  5,
) as [Timing, Timing];

console.log(`${objects.length} objects, ${JSON.stringify(objects).length} bytes of JSON\n`);
console.log(ratioLine(direct, json, 3));
console.log(ratioLine(yaml, json));
console.log(ratioLine(ours, plain, 1.1));
console.log(ratioLine(large, small, 11));
console.log(importLine());
console.log(firstPoolLine());
rmSync(outdir, { recursive: true, force: true });

/** What importing our entry adds to importing cdk8s alone. */
function importLine(): string {
  const added = addedMilliseconds("require('cdk8s')", "require('kagent-fleet/cdk8s')");
  return `importing kagent-fleet/cdk8s adds ${added.toFixed(0)} ms to importing cdk8s  (target ≤ 30 ms: ${added <= 30 ? 'met' : 'MISSED'})`;
}

/** The entry loads a component with its rules when the first one is made, so that is said beside it. */
function firstPoolLine(): string {
  const program =
    "const { App, Chart } = require('cdk8s'); const { AgentSandboxPool } = require('kagent-fleet/cdk8s');";
  const [props] = pools(1);
  const added = addedMilliseconds(
    program,
    `new AgentSandboxPool(new Chart(new App(), 'pools'), 'pool', ${JSON.stringify(props)})`,
  );
  return `the first AgentSandboxPool of a program takes ${added.toFixed(0)} ms, its rules and schemas loaded on the way`;
}

/** How much longer a process takes that runs `more` after `program`: whole processes in turn, medians. */
function addedMilliseconds(program: string, more: string): number {
  const milliseconds = (text: string) => {
    const start = performance.now();
    execFileSync(process.execPath, ['-e', text], { cwd: join(__dirname, '..') });
    return performance.now() - start;
  };
  const differences = Array.from({ length: 15 }, () => {
    const alone = milliseconds(program);
    return milliseconds(`${program}; ${more}`) - alone;
  }).sort((a, b) => a - b);
  return differences[7] ?? Number.NaN;
}
