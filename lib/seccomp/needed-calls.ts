import type { Call } from './decision';
import type { SeccompUse } from './use';

/** What happens without the call: nothing runs, something runs and then fails, or nobody is told that a fence is gone. */
export type Loss = 'does-not-start' | 'fails-later' | 'fence-silently-off';

/** A call that a use cannot do without. */
export interface NeededCall extends Call {
  /** What it is used for, as the end of "… needs it to". */
  readonly to: string;
  readonly loss: Loss;
  /** `allowed` means reaching the kernel; `allowed-or-enosys` is for calls that libc falls back from. */
  readonly must: 'allowed' | 'allowed-or-enosys';
  readonly source: string;
  readonly uses: readonly SeccompUse[];
}

const ALL: readonly SeccompUse[] = ['openshell-combined', 'openshell-sidecar', 'sandbox'];
const OPENSHELL: readonly SeccompUse[] = ['openshell-combined', 'openshell-sidecar'];
const COMBINED: readonly SeccompUse[] = ['openshell-combined'];

const MEASURED = 'facts/verified.md §10';
const READ = 'facts/openshell.md §4.1, §4.5';
const RUNTIME = 'runc and libc: no container starts without';

const AF = { UNIX: 1, INET: 2, INET6: 10, NETLINK: 16 };
const NETLINK = { ROUTE: 0, NETFILTER: 12 };
const SOCK_RAW = 3;

const MS = { BIND: 0x1000, REC: 0x4000, SHARED: 0x100000, SLAVE: 0x80000 };

type Need = Omit<NeededCall, 'must' | 'uses' | 'source' | 'loss'> & Partial<NeededCall>;

const group = (common: Pick<NeededCall, 'uses' | 'source' | 'loss'>, needs: readonly Need[]): NeededCall[] =>
  needs.map((need) => ({ must: 'allowed', ...common, ...need }));

/** The calls that must not be denied, by use. source: facts/verified.md §10 (measured), facts/openshell.md §4.5 (read) */
export const NEEDED_CALLS: readonly NeededCall[] = [
  ...group({ uses: COMBINED, source: MEASURED, loss: 'does-not-start' }, [
    {
      name: 'mount',
      args: [undefined, undefined, undefined, MS.SHARED + MS.REC],
      to: 'share /run/netns (ip netns add)',
    },
    { name: 'mount', args: [undefined, undefined, undefined, MS.BIND], to: 'keep a network namespace (ip netns add)' },
    { name: 'mount', args: [undefined, undefined, undefined, MS.SLAVE + MS.REC], to: 'enter a network namespace' },
    { name: 'unshare', args: [0x40000000], to: 'make the sandbox’s network namespace' },
    { name: 'unshare', args: [0x00020000], to: 'make a mount namespace' },
    { name: 'setns', args: [undefined, 0x40000000], to: 'put the child into the sandbox’s network namespace' },
    { name: 'setns', args: [undefined, 0], to: 'put the child into the sandbox’s network namespace' },
  ]),
  ...group({ uses: OPENSHELL, source: MEASURED, loss: 'does-not-start' }, [
    { name: 'seccomp', args: [1], to: 'install its own filters' },
  ]),
  ...group({ uses: OPENSHELL, source: READ, loss: 'does-not-start' }, [
    { name: 'prctl', args: [38], to: 'set NO_NEW_PRIVS' },
    { name: 'prctl', args: [4], to: 'make the child undumpable' },
    { name: 'prctl', args: [24], to: 'clear the bounding set' },
    { name: 'socket', args: [AF.NETLINK, SOCK_RAW, NETLINK.ROUTE], to: 'make links and routes' },
    { name: 'socket', args: [AF.NETLINK, SOCK_RAW, NETLINK.NETFILTER], to: 'install the nft rules' },
    { name: 'prlimit64', to: 'limit core files and processes' },
  ]),
  ...group({ uses: COMBINED, source: READ, loss: 'does-not-start' }, [
    { name: 'setuid', to: 'leave root in the child' },
    { name: 'setgid', to: 'leave root in the child' },
    { name: 'setgroups', to: 'leave root in the child' },
    { name: 'chown', to: 'give the workspace to the child' },
    { name: 'fchown', to: 'give the workspace to the child' },
  ]),
  ...group({ uses: OPENSHELL, source: `${MEASURED}; fault F-ISO-03`, loss: 'fence-silently-off' }, [
    { name: 'landlock_create_ruleset', to: 'confine the child’s files' },
    { name: 'landlock_add_rule', to: 'confine the child’s files' },
    { name: 'landlock_restrict_self', to: 'confine the child’s files' },
  ]),
  ...group({ uses: ALL, source: `${MEASURED}; fault F-ISO-04`, loss: 'fails-later' }, [
    {
      name: 'clone3',
      to: 'start threads and processes; libc falls back to clone on ENOSYS only',
      must: 'allowed-or-enosys',
    },
  ]),
  ...group({ uses: ALL, source: RUNTIME, loss: 'does-not-start' }, [
    { name: 'capget', to: 'take its capabilities' },
    { name: 'capset', to: 'take its capabilities' },
    { name: 'clone', args: [0x3d0f00], to: 'start threads' },
    { name: 'clone', args: [0x4111], to: 'start processes' },
    { name: 'wait4', to: 'wait for its processes' },
    { name: 'execve', to: 'start the program' },
    { name: 'exit_group', to: 'end' },
    { name: 'brk', to: 'get memory' },
    { name: 'mmap', to: 'get memory' },
    { name: 'mprotect', to: 'load libraries' },
    { name: 'munmap', to: 'give memory back' },
    { name: 'openat', to: 'open files' },
    { name: 'close', to: 'close files' },
    { name: 'read', to: 'read files' },
    { name: 'write', to: 'write files' },
    { name: 'futex', to: 'wait for threads' },
    { name: 'rt_sigaction', to: 'handle signals' },
    { name: 'rt_sigprocmask', to: 'handle signals' },
    { name: 'rt_sigreturn', to: 'handle signals' },
    { name: 'socket', args: [AF.UNIX, 1, 0], to: 'talk inside the pod' },
    { name: 'socket', args: [AF.INET, 1, 0], to: 'reach the network' },
    { name: 'socket', args: [AF.INET6, 1, 0], to: 'reach the network' },
    { name: 'connect', to: 'reach the network' },
  ]),
];

/** The calls that one use needs. */
export function neededCalls(use: SeccompUse): readonly NeededCall[] {
  return NEEDED_CALLS.filter(({ uses }) => uses.includes(use));
}
