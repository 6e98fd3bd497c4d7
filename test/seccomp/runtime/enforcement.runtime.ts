import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  builtInProfile,
  DENIED_CALLS,
  deniedCalls,
  NEEDED_CALLS,
  type OciSeccompProfile,
  SECCOMP_USES,
} from '../../../lib/seccomp';
import { type BpfInstruction, type Containers, findRuntime } from './container';
import { AUDIT_ARCH, runFilter } from './filter-program';
import { argumentsOf, deniedRequests } from './requests';
import { TASKS } from './tasks';
import { answers, buildProbe, type Numbers, readNumbers } from './toolchain';

interface Machine {
  readonly containers: Containers;
  readonly numbers: Numbers;
  /** What every request answers without a profile. */
  readonly control: ReadonlyMap<string, string>;
}

const folder = mkdtempSync(join(tmpdir(), 'kagent-fleet-seccomp-'));
const machine = prepareMachine();
const EPERM = 1;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The machine with all that the tests need, or the reason why it cannot run them. */
function prepareMachine(): Machine | string {
  if (process.platform !== 'linux') return 'seccomp is Linux’s';
  if (process.getuid?.() !== 0) return 'only root may start containers with a root file system of its own';
  if (!answers('cc', '--version')) return 'there is no C compiler (cc)';
  const numbers = readNumbers();
  const names = new Set(
    [...DENIED_CALLS, ...NEEDED_CALLS.map(({ name }) => ({ names: [name] }))].flatMap((c) => c.names),
  );
  const probe = buildProbe(folder, names);
  const { containers, complaints } = findRuntime(folder, probe);
  if (containers === undefined) return `no container runtime works here: ${complaints.join('; ')}`;
  const requests = new Set([
    ...SECCOMP_USES.flatMap((use) => deniedRequests(use, numbers).map(({ request }) => request)),
    ...TASKS.map(({ request }) => request),
  ]);
  return { containers, numbers, control: containers.run(undefined, [...requests]) };
}

function enforcementTests({ containers, numbers, control }: Machine): void {
  it('has a control that proves something: without a profile the calls and the tasks get through', () => {
    const tasks = TASKS.map(({ request }) => `${request} = ${control.get(request)}`);
    expect(tasks).toEqual(TASKS.map(({ request }) => `${request} = 0`));
    const all = SECCOMP_USES.flatMap((use) => deniedRequests(use, numbers));
    expect(all.filter(isTestable).length).toBeGreaterThan(all.length * 0.8);
  });

  /** A call that is refused in the declared way without any profile proves nothing about one. */
  function isTestable({ request, errno }: { request: string; errno: number }): boolean {
    return control.get(request) !== String(errno);
  }

  describe.each(SECCOMP_USES)('profile of %s', (use) => {
    const denied = deniedRequests(use, numbers);
    const tasks = TASKS.filter(({ uses }) => uses.includes(use));
    const answersUnder = containers.run(builtInProfile(use), [
      ...denied.map(({ request }) => request),
      ...tasks.map(({ request }) => request),
    ]);
    const untestable = denied.filter((request) => !isTestable(request));
    if (untestable.length > 0) {
      const list = untestable.map(({ title, errno }) => `${title} (errno ${errno})`).join(', ');
      process.stdout.write(`${use}: not testable on this kernel, which answers the same without a profile: ${list}\n`);
    }

    it.each(denied.filter(isTestable))('denies $title with errno $errno', ({ request, errno }) => {
      expect(answersUnder.get(request)).toBe(String(errno));
    });

    it.each(tasks)('$request works', ({ request }) => {
      expect(answersUnder.get(request)).toBe('0');
    });
  });

  describe('each task stands on its calls: with one of them denied it fails', () => {
    const built = builtInProfile('openshell-combined');
    const cases = TASKS.flatMap(({ request, standsOn }) => standsOn.map((name) => ({ request, name })));
    const answersWithout = new Map(
      [...new Set(cases.map(({ name }) => name))].map((name) => {
        const requests = cases.filter((item) => item.name === name).map(({ request }) => request);
        return [name, runWithout(name, built, requests)] as const;
      }),
    );

    it.each(cases)('$request without $name', ({ request, name }) => {
      expect(answersWithout.get(name)).toMatch(
        new RegExp(`not started: .*operation not permitted|^${request} = (?!0$)\\d+`, 'ims'),
      );
    });
  });

  function runWithout(name: string, profile: OciSeccompProfile, requests: string[]): string {
    const syscalls = (profile.syscalls ?? []).map((rule) => ({ ...rule, names: rule.names.filter((n) => n !== name) }));
    const without = {
      ...profile,
      syscalls: [
        ...syscalls.filter(({ names }) => names.length > 0),
        { names: [name], action: 'SCMP_ACT_ERRNO' as const, errnoRet: EPERM },
      ],
    };
    try {
      return [...containers.run(without, requests)].map((pair) => pair.join(' = ')).join('\n');
    } catch (error) {
      // The runtime itself may need the call: then nothing starts at all, which is the failure that is wanted.
      return `not started: ${error}`;
    }
  }

  describe.each(SECCOMP_USES)('the filter that the kernel holds for %s', (use) => {
    let filter: readonly BpfInstruction[] = [];
    beforeAll(async () => {
      filter = await containers.readFilter(builtInProfile(use));
    });

    const foreign = deniedCalls(use).flatMap((group) =>
      group.names.flatMap((name) =>
        argumentsOf(group).map(({ text, args }) => ({
          title: `${name}${text}`,
          name,
          args,
          errno: errnoOf(group.errno),
        })),
      ),
    );

    it.each(foreign.filter(({ name }) => numbers.aarch64.has(name)))(
      'denies $title on aarch64 with errno $errno',
      ({ name, args, errno }) => {
        const number = numbers.aarch64.get(name)!;
        expect(runFilter(filter, { arch: AUDIT_ARCH.aarch64, number, args })).toBe(`errno ${errno}`);
      },
    );

    it('lets the needed calls through on aarch64', () => {
      const needed = NEEDED_CALLS.filter(({ uses, must }) => uses.includes(use) && must === 'allowed');
      const answered = needed
        .filter(({ name }) => numbers.aarch64.has(name))
        .map(({ name, args = [] }) => {
          const number = numbers.aarch64.get(name)!;
          return `${name}: ${runFilter(filter, { arch: AUDIT_ARCH.aarch64, number, args: args.map((arg) => arg ?? 0) })}`;
        });
      expect(answered.filter((line) => !line.endsWith(': allow'))).toEqual([]);
      expect(answered.length).toBeGreaterThan(20);
    });

    it('covers 32-bit programs of both: read is allowed, init_module denied', () => {
      const verdicts = [AUDIT_ARCH.x86, AUDIT_ARCH.arm].map((arch) =>
        [3, 128].map((number) => runFilter(filter, { arch, number })),
      );
      expect(verdicts).toEqual([
        ['allow', 'errno 1'],
        ['allow', 'errno 1'],
      ]);
    });
  });

  it('kills what an architecture that is left out does, so that none may be left out', () => {
    const { syscalls, defaultAction } = builtInProfile('sandbox');
    const getpid32 = 'call32 20';
    const only = { defaultAction, syscalls, architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_AARCH64'] as const };
    if (process.arch !== 'x64') return;
    expect(containers.run(builtInProfile('sandbox'), [getpid32]).get(getpid32)).toBe('0');
    expect(containers.run(only, [getpid32]).get(getpid32)).toBe('signal 31');
  });
}

function errnoOf(name: 'EPERM' | 'ENOSYS'): number {
  return name === 'EPERM' ? EPERM : 38;
}

if (typeof machine !== 'string') {
  process.stdout.write(`seccomp profiles under ${machine.containers.runtime}\n`);
  enforcementTests(machine);
} else if (process.env.CI === 'true') {
  it('runs under a real container runtime', () => {
    throw new Error(`the seccomp profiles were not run: ${machine}`);
  });
} else {
  process.stdout.write(`SKIPPED: the seccomp profiles were not run under a container runtime: ${machine}\n`);
  // No hook runs where every test is skipped.
  rmSync(folder, { recursive: true, force: true });
  it.skip('runs under a real container runtime', () => {});
}
