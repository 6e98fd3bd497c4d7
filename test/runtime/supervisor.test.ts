import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentSandboxPool, readDecision } from '../../lib/components/agent-sandbox-pool';
import { EXAMPLE_POOL_POLICY, exampleInferencePool } from '../../lib/components/agent-sandbox-pool/supervised/example';
import { prepare } from '../../lib/components/prepare';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import { builtInProfile } from '../../lib/seccomp';
import { ociConfiguration, type PodContainer } from '../seccomp/runtime/pod-container';

/** The real programs, which upstream has in images only: each is run where a variable says where it is. */
const SUPERVISORS = {
  '0.0.46': process.env.OPENSHELL_SANDBOX_0_0_46,
  '0.0.111': process.env.OPENSHELL_SANDBOX_0_0_111,
} as const;
type Version = keyof typeof SUPERVISORS;

/** What is missing for a run of that version, if anything is. */
function missingFor(version: Version): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'root on Linux';
  const supervisor = SUPERVISORS[version];
  if (supervisor === undefined || !existsSync(supervisor)) {
    return `OPENSHELL_SANDBOX_${version.replaceAll('.', '_')}=<path of openshell-sandbox>`;
  }
  return ['runc', 'ip', 'nft', 'nsenter', 'curl'].find((program) => spawnSync('which', [program]).status !== 0);
}

interface Pod {
  readonly initContainers: readonly (PodContainer & { readonly name: string })[];
  readonly containers: readonly (PodContainer & { readonly name: string })[];
  readonly volumes: readonly { readonly name: string }[];
}

// What the agent does: it looks at itself, writes where it may and may not, and calls what it may and may not. It keeps
// what it says in its workspace, because the supervisor of 0.0.111 does not pass it on. source: facts/verified.md §9
const COMMAND = `
exec >/sandbox/stdout 2>/sandbox/stderr
id -un
touch /sandbox/mine && echo wrote
touch /etc/theirs
cat /etc/kagent-fleet/inference/routes.yaml
env | grep -c sk-not-a-real-key
curl -s -o /dev/null -m 5 https://tickets.example.com/v1/a
curl -s -o /dev/null -m 5 -w 'model %{http_code}\\n' https://inference.local/v1/models
`;

// Skipped means that no real supervisor ran a generated pod here; see SUPERVISORS for how to have it run.
for (const version of Object.keys(SUPERVISORS) as Version[]) {
  const missing = missingFor(version);
  const suite = missing === undefined ? describe : describe.skip;
  suite(`a generated pod under the real supervisor ${version} (needs ${missing ?? 'nothing more'})`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'kagent-fleet-supervisor-'));
    const root = join(folder, 'bundle', 'rootfs');
    let pod: Pod;
    let volumes: Record<string, string>;
    let status: number | null;
    let stdout = '';
    let stderr = '';

    beforeAll(() => {
      const props = exampleInferencePool(
        { provider: 'OpenAI', baseUrl: 'http://192.0.2.1:9/v1' },
        {
          supervisor: { version },
          policy: {
            ...EXAMPLE_POOL_POLICY,
            landlock: { compatibility: version === '0.0.46' ? 'best_effort' : 'hard_requirement' },
          },
          command: ['sh', '-c', COMMAND],
        },
      );
      const { resources, diagnostics } = prepare(agentSandboxPool, props, 'team-a/claude', 'none');
      if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
      const specOf = (key: string) => resources.find((item) => item.key === key)?.manifest as Record<string, unknown>;
      const { spec } = specOf('template') as { readonly spec: { readonly podTemplate: { readonly spec: Pod } } };
      pod = spec.podTemplate.spec;
      mountImage();
      volumes = Object.fromEntries(pod.volumes.map(({ name }) => [name, emptyDir(name)]));
      for (const [file, text] of Object.entries(specOf('policy').data as Record<string, string>)) {
        writeFileSync(join(volumes.policy!, file), text);
      }
      writeFileSync(join(volumes['inference-key']!, 'key'), 'sk-not-a-real-key\n', { mode: 0o400 });
      for (const step of pod.initContainers) {
        const said = run(step);
        if (said.status !== 0) throw new Error(`${step.name}: ${said.stderr}`);
      }
      const supervised = run(pod.containers[0]!);
      ({ status } = supervised);
      const said = (file: string) => readFileSync(join(volumes.workspace!, file), 'utf8');
      if (!existsSync(join(volumes.workspace!, 'stdout'))) throw new Error(supervised.stdout + supervised.stderr);
      stdout = said('stdout');
      stderr = said('stderr') + supervised.stdout + supervised.stderr;
    }, 120_000);

    afterAll(() => {
      // Whatever is still mounted is not to be emptied.
      if (spawnSync('umount', [root]).status === 0) rmSync(folder, { recursive: true, force: true });
    });

    /** This machine's own files as the agent's image, with the supervisor's program and the user `sandbox` added. */
    function mountImage(): void {
      const layers = ['upper', 'work'].map((name) => join(folder, name));
      for (const path of [root, ...layers]) mkdirSync(path, { recursive: true });
      const options = `lowerdir=/,upperdir=${layers[0]},workdir=${layers[1]}`;
      const mounted = spawnSync('mount', ['-t', 'overlay', 'overlay', '-o', options, root], { encoding: 'utf8' });
      if (mounted.status !== 0) throw new Error(`no overlay can be mounted: ${mounted.stderr}`);
      copyFileSync(SUPERVISORS[version]!, join(root, 'openshell-sandbox'));
      chmodSync(join(root, 'openshell-sandbox'), 0o550);
      mkdirSync(join(root, 'sandbox'), { recursive: true });
      const add = (file: string, line: string) =>
        writeFileSync(
          join(root, file),
          `${line}\n${readFileSync(join(root, file), 'utf8').replace(/^sandbox:.*\n/gm, '')}`,
        );
      add('etc/passwd', 'sandbox:x:4242:4242::/sandbox:/bin/sh');
      add('etc/group', 'sandbox:x:4242:');
    }

    /** A folder as open as a kubelet makes an emptyDir. */
    function emptyDir(name: string): string {
      const path = join(folder, 'volumes', name);
      mkdirSync(path, { recursive: true });
      chmodSync(path, 0o777);
      return path;
    }

    function run(container: PodContainer & { readonly name: string }) {
      const config = ociConfiguration(container, { volumes, seccomp: builtInProfile('openshell-combined') });
      for (const device of ['null', 'urandom']) {
        config.mounts.push({
          destination: `/dev/${device}`,
          type: 'bind',
          source: `/dev/${device}`,
          options: ['bind'],
        });
      }
      writeFileSync(join(folder, 'bundle', 'config.json'), JSON.stringify(config));
      const id = `kagent-fleet-${process.pid}-${container.name}`;
      return spawnSync('runc', ['--root', join(folder, 'state'), 'run', '--bundle', join(folder, 'bundle'), id], {
        encoding: 'utf8',
        timeout: 60_000,
      });
    }

    test('starts the command as the user sandbox, which writes its workspace and nothing else', () => {
      expect([status, stdout.split('\n').slice(0, 2)]).toEqual([0, ['sandbox', 'wrote']]);
      expect(stderr).toContain("touch: cannot touch '/etc/theirs'");
    });

    test('keeps the key from it: the file is root’s alone, and no variable has it', () => {
      const { mode, uid } = statSync(join(volumes.routes!, 'routes.yaml'));
      expect([(mode & 0o777).toString(8), uid]).toEqual(['400', 0]);
      expect(stderr).toContain('routes.yaml: Permission denied');
      expect(stdout).not.toContain('sk-not-a-real-key');
      expect(stdout.split('\n')[2]).toBe('0');
    });

    test('routes its model calls, and fails only at the server that is not there', () => {
      expect(stderr).toContain('Inference routing enabled');
      expect(stdout).toMatch(/^model 50\d$/m);
    });

    test('has every layer in force', () => {
      expect(stderr).toContain('Bypass detection rules installed');
      expect(stderr).toMatch(/Landlock ruleset built \[rules_applied:[1-9]\d* skipped:0\]/);
    });

    test('and says what it decided, as the library reads it', () => {
      const decisions = stderr.split('\n').flatMap((line) => readDecision(line) ?? []);
      expect(decisions).toContainEqual(
        expect.objectContaining({ action: 'denied', program: '/usr/bin/curl', target: 'tickets.example.com:443' }),
      );
      expect(decisions).toContainEqual(expect.objectContaining({ action: 'allowed', target: 'inference.local:443' }));
    });
  });
}
