import type { DenialErrno, OciArgument } from './oci-profile';
import type { SeccompUse } from './use';

/** Calls that a profile denies for one reason. */
export interface DeniedCalls {
  /** Names the group in messages. */
  readonly id: string;
  readonly names: readonly string[];
  /** Denied only when one of these holds. @default - always */
  readonly when?: readonly OciArgument[];
  readonly errno: DenialErrno;
  /** What an attacker gains from the calls. */
  readonly why: string;
  /** Why nothing that shall run needs them. */
  readonly source: string;
  readonly uses: readonly SeccompUse[];
}

const EVERYWHERE: readonly SeccompUse[] = ['openshell-combined', 'openshell-sidecar', 'sandbox'];
const WITHOUT_SUPERVISOR: readonly SeccompUse[] = ['openshell-sidecar', 'sandbox'];
const PLAIN: readonly SeccompUse[] = ['sandbox'];

const MEASURED = 'facts/verified.md §10: the supervisor of 0.0.46 works without';
const READ = 'facts/openshell.md §4.5, safe to deny';
const RUNTIME_DEFAULT = 'containerd `contrib/seccomp`: not in RuntimeDefault for a container without capabilities';

const S_IFMT = 0o170000;
const DEVICES = [0o020000, 0o060000];

const ADDRESS_FAMILIES = { AF_BLUETOOTH: 31, AF_ALG: 38, AF_VSOCK: 40 };

/** Flags of clone(2) that make a namespace. CLONE_NEWTIME is none of them: there it is part of the exit signal. */
export const NAMESPACE_FLAGS = {
  CLONE_NEWNS: 0x00020000,
  CLONE_NEWCGROUP: 0x02000000,
  CLONE_NEWUTS: 0x04000000,
  CLONE_NEWIPC: 0x08000000,
  CLONE_NEWUSER: 0x10000000,
  CLONE_NEWPID: 0x20000000,
  CLONE_NEWNET: 0x40000000,
} as const;

// personality(0xffffffff) only asks; the high bit tells it from a change.
const ASKS = 0x80000000;
const PERSONALITIES = { ADDR_NO_RANDOMIZE: 0x0040000, READ_IMPLIES_EXEC: 0x0400000 };

const has = (index: number, bits: number, mask = bits): OciArgument => ({
  index,
  op: 'SCMP_CMP_MASKED_EQ',
  value: mask,
  valueTwo: bits,
});

/** Everything that is denied, each with its reason. Reviewed by hand; `npm run test:seccomp` runs every one. */
export const DENIED_CALLS: readonly DeniedCalls[] = [
  {
    id: 'clone3',
    names: ['clone3'],
    errno: 'ENOSYS',
    why: 'its flags lie in memory, so no filter can see which namespaces it makes; libc falls back to clone on ENOSYS only',
    source: `${MEASURED} it, and breaks on EPERM; fault F-ISO-04`,
    uses: EVERYWHERE,
  },
  {
    id: 'kernel-code',
    names: ['init_module', 'finit_module', 'delete_module', 'kexec_load', 'kexec_file_load', 'bpf'],
    errno: 'EPERM',
    why: 'they bring code into the kernel',
    source: MEASURED,
    uses: EVERYWHERE,
  },
  {
    id: 'kernel-attack-surface',
    names: ['perf_event_open', 'userfaultfd', 'io_uring_setup', 'io_uring_enter', 'io_uring_register'],
    errno: 'EPERM',
    why: 'most kernel exploits of late years begin here, and io_uring goes round every filter that comes after',
    source: MEASURED,
    uses: EVERYWHERE,
  },
  {
    id: 'keyrings',
    names: ['add_key', 'request_key', 'keyctl'],
    errno: 'EPERM',
    why: 'keyrings are not namespaced, and OpenShell’s own filter leaves them open',
    source: `${MEASURED}; facts/openshell.md §4.3`,
    uses: EVERYWHERE,
  },
  {
    id: 'file-handles',
    names: ['open_by_handle_at', 'name_to_handle_at'],
    errno: 'EPERM',
    why: 'a handle opens files outside the mount namespace',
    source: `${MEASURED} either, name_to_handle_at alone`,
    uses: EVERYWHERE,
  },
  {
    id: 'other-processes',
    names: ['process_vm_readv', 'process_vm_writev', 'pidfd_getfd', 'ptrace', 'kcmp'],
    errno: 'EPERM',
    why: 'they read and write the memory and the open files of other processes, the supervisor’s keys among them',
    source: `${MEASURED}, ptrace and kcmp each alone; it needs the capability SYS_PTRACE, not the calls`,
    uses: EVERYWHERE,
  },
  {
    id: 'new-mount-api',
    names: ['fsopen', 'fsconfig', 'fsmount', 'fspick', 'move_mount', 'open_tree', 'mount_setattr'],
    errno: 'EPERM',
    why: 'a second way to mount, with flags that a filter of mount(2) does not see; iproute2 uses the classic one',
    source: MEASURED,
    uses: EVERYWHERE,
  },
  {
    id: 'whole-node',
    names: ['swapon', 'swapoff', 'reboot', 'acct', 'quotactl', 'quotactl_fd', 'iopl', 'ioperm', 'fanotify_init'],
    errno: 'EPERM',
    why: 'they act on the node, not on the container; fanotify_init needs no capability',
    source: `${MEASURED}; quotactl_fd is quotactl on a descriptor`,
    uses: EVERYWHERE,
  },
  {
    id: 'clocks',
    names: [
      'settimeofday',
      'clock_settime',
      'clock_settime64',
      'clock_adjtime',
      'clock_adjtime64',
      'adjtimex',
      'stime',
    ],
    errno: 'EPERM',
    why: 'the clock is the node’s',
    source: `${MEASURED} setting clocks; adjtimex, stime and the 64-bit forms are other names of the same`,
    uses: EVERYWHERE,
  },
  {
    id: 'obsolete',
    names: ['create_module', 'nfsservctl', 'lookup_dcookie', 'vhangup'],
    errno: 'EPERM',
    why: 'nothing of today calls them',
    source: READ,
    uses: EVERYWHERE,
  },
  {
    id: 'device-nodes',
    names: ['mknod'],
    when: DEVICES.map((type) => has(1, type, S_IFMT)),
    errno: 'EPERM',
    why: 'a device node is a way to the node’s disks; pipes and sockets stay possible',
    source: `${MEASURED} mknod altogether`,
    uses: EVERYWHERE,
  },
  {
    id: 'device-nodes-at',
    names: ['mknodat'],
    when: DEVICES.map((type) => has(2, type, S_IFMT)),
    errno: 'EPERM',
    why: 'a device node is a way to the node’s disks; pipes and sockets stay possible',
    source: `${MEASURED} mknodat altogether`,
    uses: EVERYWHERE,
  },
  {
    id: 'address-families',
    names: ['socket'],
    when: Object.values(ADDRESS_FAMILIES).map((family) => ({ index: 0, op: 'SCMP_CMP_EQ', value: family })),
    errno: 'EPERM',
    why: 'AF_ALG and AF_BLUETOOTH open drivers without any capability, AF_VSOCK leads to the hypervisor past every network policy',
    source: `${READ}; facts/openshell.md §4.3`,
    uses: EVERYWHERE,
  },
  {
    id: 'socketcall',
    names: ['socketcall'],
    errno: 'EPERM',
    why: 'the 32-bit way to make sockets hides the address family in memory, past this filter and OpenShell’s',
    source: 'libseccomp: no filter sees through it; 64-bit programs, as the supervisor, do not have it',
    uses: EVERYWHERE,
  },
  {
    id: 'mounts',
    names: ['mount', 'umount', 'umount2', 'pivot_root', 'chroot'],
    errno: 'EPERM',
    why: 'the container’s file system is to stay as it was made',
    source: 'facts/openshell.md §4.5: the agent of the sidecar topology can do without',
    uses: WITHOUT_SUPERVISOR,
  },
  {
    id: 'namespaces',
    names: ['unshare', 'setns'],
    errno: 'EPERM',
    why: 'a user namespace gives every capability over kernel code that was never meant for strangers',
    source: 'facts/openshell.md §4.5: the agent of the sidecar topology can do without',
    uses: WITHOUT_SUPERVISOR,
  },
  {
    id: 'namespaces-by-clone',
    names: ['clone'],
    when: Object.values(NAMESPACE_FLAGS).map((flag) => has(0, flag)),
    errno: 'EPERM',
    why: 'the other way to make namespaces',
    source: RUNTIME_DEFAULT,
    uses: PLAIN,
  },
  {
    id: 'weaker-memory',
    names: ['personality'],
    when: Object.values(PERSONALITIES).map((flag) => has(0, flag, flag + ASKS)),
    errno: 'EPERM',
    why: 'it turns address randomisation and non-executable data off',
    source: RUNTIME_DEFAULT,
    uses: PLAIN,
  },
  {
    id: 'host-names',
    names: ['sethostname', 'setdomainname'],
    errno: 'EPERM',
    why: 'the name is the pod’s',
    source: RUNTIME_DEFAULT,
    uses: PLAIN,
  },
  {
    id: 'memory-placement',
    names: ['mbind', 'get_mempolicy', 'set_mempolicy', 'set_mempolicy_home_node', 'migrate_pages', 'move_pages'],
    errno: 'EPERM',
    why: 'placement over NUMA nodes tells of and disturbs the neighbours',
    source: RUNTIME_DEFAULT,
    uses: PLAIN,
  },
  {
    id: 'obsolete-unprivileged',
    names: ['uselib', 'ustat', 'sysfs', '_sysctl', 'query_module', 'get_kernel_syms', 'vm86', 'vm86old'],
    errno: 'EPERM',
    why: 'kernel code of the last century that nothing tests any more',
    source: RUNTIME_DEFAULT,
    uses: PLAIN,
  },
];
