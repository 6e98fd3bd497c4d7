import type { SeccompUse } from '../../../lib/seccomp';

/** A task of the supervisor that the test program does, the uses in which it must work, and the calls that it stands on. */
export interface Task {
  readonly request: string;
  readonly uses: readonly SeccompUse[];
  /** Without any one of these it must fail: otherwise the task would prove nothing about them. */
  readonly standsOn: readonly string[];
}

const ALL: readonly SeccompUse[] = ['openshell-combined', 'openshell-sidecar', 'sandbox'];
const COMBINED: readonly SeccompUse[] = ['openshell-combined'];

/** What OpenShell's supervisor does at start, and what every program may do. source: facts/openshell.md §4.1, §4.4, §4.5 */
export const TASKS: readonly Task[] = [
  { request: 'need named-netns', uses: COMBINED, standsOn: ['mount', 'unshare', 'setns'] },
  { request: 'need veth', uses: COMBINED, standsOn: ['unshare', 'socket'] },
  { request: 'need nft-table', uses: COMBINED, standsOn: ['unshare', 'socket'] },
  { request: 'need mounts', uses: COMBINED, standsOn: ['mount', 'unshare'] },
  {
    request: 'need landlock',
    uses: ALL,
    standsOn: ['landlock_create_ruleset', 'landlock_add_rule', 'landlock_restrict_self', 'prctl'],
  },
  { request: 'need leave-root', uses: ALL, standsOn: ['prctl', 'capget', 'capset', 'setgroups', 'setgid', 'setuid'] },
  { request: 'need change-owner', uses: ALL, standsOn: ['chown', 'fchown'] },
  { request: 'need own-filter', uses: ALL, standsOn: ['seccomp', 'prctl'] },
  { request: 'need limits', uses: ALL, standsOn: ['prlimit64', 'prctl'] },
  { request: 'need threads-and-spawn', uses: ALL, standsOn: ['clone3'] },
  { request: 'need sockets', uses: ALL, standsOn: ['socket'] },
  { request: 'need pipes-and-files', uses: ALL, standsOn: ['mknodat', 'personality'] },
];
