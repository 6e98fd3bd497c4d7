import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentSandboxPool } from '../../../lib/components/agent-sandbox-pool';
import {
  EXAMPLE_POOL_POLICY,
  exampleSupervisedPool,
} from '../../../lib/components/agent-sandbox-pool/supervised/example';
import { prepare } from '../../../lib/components/prepare';
import { builtInProfile, DENIED_CALLS, NEEDED_CALLS } from '../../../lib/seccomp';
import { type Containers, findRuntime } from './container';
import { ociConfiguration, type PodContainer, type Volumes } from './pod-container';
import { deniedRequests } from './requests';
import { answers, buildProbe, type Numbers, readNumbers } from './toolchain';

const EPERM = 1;
const USE = 'openshell-combined';

interface Pod {
  readonly initContainers: readonly (PodContainer & { readonly name: string })[];
  readonly containers: readonly PodContainer[];
  readonly volumes: readonly { readonly name: string }[];
}

/** The pod that a pool writes, to the letter. */
function generatedPod(supervisor: Readonly<Record<string, unknown>>): Pod {
  const { resources } = prepare(agentSandboxPool, exampleSupervisedPool(supervisor), 'team-a/claude', 'none');
  const template = resources.find(({ key }) => key === 'template')?.manifest.spec as { podTemplate: { spec: Pod } };
  return template.podTemplate.spec;
}

const folder = mkdtempSync(join(tmpdir(), 'kagent-fleet-supervised-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Machine {
  readonly containers: Containers;
  readonly numbers: Numbers;
}

/** The machine with all that the tests need, or the reason why it cannot run them. */
function prepareMachine(): Machine | string {
  if (process.platform !== 'linux') return 'containers are Linux’s';
  if (process.getuid?.() !== 0) return 'only root may start containers with a root file system of its own';
  if (!answers('cc', '--version')) return 'there is no C compiler (cc)';
  const names = [...DENIED_CALLS.flatMap((group) => group.names), ...NEEDED_CALLS.map(({ name }) => name)];
  const { containers, complaints } = findRuntime(folder, buildProbe(folder, new Set(names)));
  return containers
    ? { containers, numbers: readNumbers() }
    : `no container runtime works here: ${complaints.join('; ')}`;
}

/** Folders as open as a kubelet makes emptyDirs. */
function emptyDirs(names: readonly string[]): Volumes {
  return Object.fromEntries(
    names.map((name) => {
      const path = mkdtempSync(join(folder, `${name}-`));
      mkdirSync(path, { recursive: true });
      chmodSync(path, 0o777);
      return [name, path];
    }),
  );
}

/** What the supervisor does at start needs these rights; the other tasks are everybody's. source: facts/verified.md §10 */
const SUPERVISORS = [
  'need named-netns',
  'need veth',
  'need nft-table',
  'need mounts',
  'need landlock',
  'need become-user',
  'need own-filter',
  'need limits',
  'need threads-and-spawn',
  'need sockets',
];

/** What falls without one of the rights, that a stand-in can show. */
const STANDS_ON: readonly (readonly [capability: string, request: string])[] = [
  ['SYS_ADMIN', 'need named-netns'],
  ['SYS_ADMIN', 'need mounts'],
  ['NET_ADMIN', 'need veth'],
  ['NET_ADMIN', 'need nft-table'],
  ['SETUID', 'need become-user'],
  ['SETGID', 'need become-user'],
];

function rightsTests({ containers, numbers }: Machine): void {
  const pod = generatedPod({
    supervisor: { version: '0.0.46' },
    policy: { ...EXAMPLE_POOL_POLICY, landlock: { compatibility: 'best_effort' } },
  });
  const sandbox = pod.containers[0] as PodContainer;
  const seccomp = builtInProfile(USE);

  /** What the stand-in answers in the place of the container's program, with its rights and mounts. */
  function ask(container: PodContainer, requests: readonly string[]) {
    const volumes = emptyDirs(pod.volumes.map(({ name }) => name));
    // The stand-in's root has no workspace to start in.
    return containers.ask(
      ociConfiguration({ ...container, workingDir: '/' }, { args: ['/probe'], volumes, seccomp }),
      requests,
    );
  }

  const withCapabilities = (change: (added: readonly string[]) => readonly string[]): PodContainer => {
    const { capabilities } = sandbox.securityContext;
    const securityContext = {
      ...sandbox.securityContext,
      capabilities: { ...capabilities, add: change(capabilities.add ?? []) },
    };
    return { ...sandbox, securityContext };
  };

  const supervisor = ask(sandbox, [...SUPERVISORS, 'need change-owner', 'call mknod 0 0020600 0']);

  test.each(SUPERVISORS)(
    '%s works with the supervisor’s rights, no_new_privs, a read-only root and the profile',
    (request) => {
      expect(supervisor.get(request)).toBe('0');
    },
  );

  test('what it was measured to do without is not there: it gives no file to others', () => {
    expect(supervisor.get('need change-owner')).toBe(String(EPERM));
  });

  test('every call that the profile denies is denied as declared', () => {
    const denied = deniedRequests(USE, numbers);
    const got = ask(
      sandbox,
      denied.map(({ request }) => request),
    );
    const other = denied.filter(({ request, errno }) => got.get(request) !== String(errno));
    expect(other.map(({ title, request }) => `${title}: ${got.get(request)}`)).toEqual([]);
  });

  test.each(STANDS_ON)('without %s there is no “%s”', (capability, request) => {
    const less = withCapabilities((added) => added.filter((name) => name !== capability));
    expect(ask(less, [request]).get(request)).not.toBe('0');
  });

  test('a newer supervisor may empty its bounding set as well, which this one may not', () => {
    const newer = generatedPod({ supervisor: { version: '0.0.111' } }).containers[0] as PodContainer;
    const got = ask(newer, [...SUPERVISORS, 'need leave-root']);
    expect([...SUPERVISORS, 'need leave-root'].filter((request) => got.get(request) !== '0')).toEqual([]);
    expect(ask(sandbox, ['need leave-root']).get('need leave-root')).toBe(String(EPERM));
  });

  test('none of its rights is another container’s: the steps cannot do what it does', () => {
    const privileged = ['need named-netns', 'need veth', 'need nft-table', 'need mounts', 'need become-user'];
    for (const step of pod.initContainers) {
      const got = ask(step, privileged);
      expect([step.name, privileged.filter((request) => got.get(request) === '0')]).toEqual([step.name, []]);
    }
  });
}

const machine = prepareMachine();
if (typeof machine !== 'string') {
  rightsTests(machine);
} else if (process.env.CI === 'true') {
  it('runs under a real container runtime', () => {
    throw new Error(`the rights of supervised pods were not tried: ${machine}`);
  });
} else {
  process.stdout.write(`SKIPPED: the rights of supervised pods were not tried under a container runtime: ${machine}\n`);
  rmSync(folder, { recursive: true, force: true });
  it.skip('runs under a real container runtime', () => {});
}
