// `npm run bench:kube-score`: what kube-score finds critical in upstream's charts and in what we make instead.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentPlatform } from '../lib/components/agent-platform';
import type { ComponentDefinition, ComponentProps } from '../lib/components/definition';
import { kagentControlPlane } from '../lib/components/kagent-control-plane';
import { exampleControlPlane } from '../lib/components/kagent-control-plane/example';
import { openShellGateway } from '../lib/components/openshell-gateway';
import {
  EXAMPLE_TOOLS,
  exampleGateway,
  exampleGatewayPlatform,
  exampleSideBySide,
} from '../lib/components/openshell-gateway/example';
import { prepare } from '../lib/components/prepare';
import { formatDiagnostics, isBlocking } from '../lib/diagnostics/format';
import { buildModule } from '../test/cluster/build-tools';
import { KUBE_SCORE } from '../test/cluster/tool-modules';

const UPSTREAM = process.env.KAGENT_FLEET_UPSTREAM ?? join(__dirname, '../../shared/upstream');
const OPENAI = { name: 'kagent-openai', key: 'OPENAI_API_KEY' };
const JOB = { tls: { job: { image: EXAMPLE_TOOLS } } };

interface System {
  readonly name: string;
  /** Upstream's rendering: a file, or a folder of files. */
  readonly upstream: string;
  /** The same parts, with our defaults. */
  readonly ours: () => readonly unknown[];
}

const SYSTEMS: readonly System[] = [
  {
    name: 'agent-sandbox',
    upstream: 'agent-sandbox-v0.5.6',
    ours: () => objectsOf(agentPlatform, exampleGatewayPlatform()),
  },
  {
    name: 'OpenShell 0.0.46',
    upstream: 'openshell-v0.0.46/rendered/helm-default.yaml',
    ours: () => objectsOf(openShellGateway, exampleGateway(JOB)),
  },
  {
    name: 'OpenShell 0.0.111',
    upstream: 'openshell-v0.0.111/rendered/helm-default.yaml',
    ours: () => objectsOf(openShellGateway, exampleSideBySide(JOB)),
  },
  {
    name: 'kagent',
    upstream: 'kagent-v0.9.12/rendered/helm-default.yaml',
    ours: () =>
      objectsOf(
        kagentControlPlane,
        exampleControlPlane({
          database: { embedded: { password: { name: 'kagent-db', key: 'password' } } },
          addons: {
            querydoc: { apiKey: OPENAI },
            grafanaMcp: {
              url: 'http://grafana.monitoring:3000',
              to: { namespace: 'monitoring' },
              token: { name: 'grafana', key: 'token' },
            },
          },
          acknowledge: [{ rule: 'KF5010', reason: 'upstream’s default, for the comparison' }],
        }),
      ),
  },
];

/** Why a critical finding stays: what it says, of which objects, and the reason. */
const EXPLAINED: readonly (readonly [says: RegExp, where: RegExp, why: string])[] = [
  [
    /ImagePullPolicy is not set to Always/,
    /./,
    'every image is named by its digest, so what is on the node is what is meant; a registry that is down then stops no restart',
  ],
  [
    /running with a low (user|group) ID|running a low group ID|low group ID/,
    /openshell|kagent-ui|kagent-postgresql|kagent-grafana-mcp/,
    'the user that the image makes and whose files it reads; it is not root, and the pod keeps no capability',
  ],
  [
    /same readiness and liveness probe/,
    /kagent-/,
    'the part has one health endpoint, which asks no other part; it is restarted later than it is taken out of its Service',
  ],
  [
    /NetworkPolicys selector doesn't match any pods/,
    /openshell|kagent-agents|kagent-mcp-servers/,
    'it fences pods that a controller makes at run time',
  ],
  [
    /StatefulSet does not have a valid serviceName/,
    /openshell/,
    'its Service has an address of its own, as upstream’s: there is one pod, which nobody dials by name',
  ],
];

/** Ours may have a tenth of upstream's. */
const TARGET = 0.1;

async function main(): Promise<void> {
  if (!existsSync(UPSTREAM)) return console.log('skipped: upstream’s renderings are not on this machine');
  const program = join(await buildModule(KUBE_SCORE, console.log), 'kube-score');
  const used = new Set<RegExp>();
  let unexplained = 0;
  for (const { name, upstream, ours } of SYSTEMS) {
    const theirs = criticalsIn(program, readUpstream(join(UPSTREAM, upstream)));
    const own = criticalsIn(program, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: ours() }));
    const reasons = own.map((line) => EXPLAINED.find(([says, where]) => says.test(line) && where.test(line)));
    const left = own.filter((_, index) => reasons[index] === undefined);
    console.log(
      `${name}: ${own.length} critical, upstream ${theirs.length} ${verdict(own, theirs)}; ${left.length} without a reason ${verdict(left, theirs)}`,
    );
    for (const entry of new Set(reasons)) {
      if (entry === undefined) continue;
      used.add(entry[0]);
      console.log(`  ${String(reasons.filter((other) => other === entry).length).padStart(3)} × ${entry[2]}`);
    }
    for (const line of left) console.log(`    ! ${line}`);
    unexplained += left.length;
  }
  const unused = EXPLAINED.filter(([says]) => !used.has(says));
  for (const [says] of unused) console.log(`nothing says ${says} any more: remove its reason`);
  if (unexplained + unused.length > 0) process.exitCode = 1;
}

function verdict({ length: own }: readonly string[], { length: theirs }: readonly string[]): string {
  const most = Math.floor(theirs * TARGET);
  return `(target ≤ ${most}: ${own <= most ? 'met' : 'MISSED'})`;
}

function criticalsIn(program: string, manifests: string): string[] {
  const { stdout, error } = spawnSync(program, ['score', '--output-format', 'ci', '-'], {
    input: manifests,
    encoding: 'utf8',
  });
  if (error) throw error;
  return stdout.split('\n').filter((line) => line.startsWith('[CRITICAL]'));
}

function readUpstream(path: string): string {
  if (path.endsWith('.yaml')) return readFileSync(path, 'utf8');
  const files = readdirSync(path).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => readFileSync(join(path, file), 'utf8')).join('\n---\n');
}

function objectsOf<Props extends ComponentProps>(definition: ComponentDefinition<Props>, props: Props) {
  const { resources, diagnostics } = prepare(definition, props, 'bench', 'none');
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return resources.map(({ manifest }) => manifest);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
