import {
  ARCHITECTURES,
  builtInProfile,
  checkProfile,
  DENIED_CALLS,
  decide,
  deniedCalls,
  isAllowed,
  NEEDED_CALLS,
  neededCalls,
  type OciSeccompProfile,
  profileJson,
  SECCOMP_USES,
  SYSCALL_NAMES,
} from '../../lib/seccomp';

const EPERM = { action: 'SCMP_ACT_ERRNO', errno: 1 };
const ALLOW = { action: 'SCMP_ACT_ALLOW' };

/** As facts/verified.md §10 has it: denied together while the supervisor worked. */
const MEASURED_MAY_DENY = [
  'bpf perf_event_open userfaultfd init_module finit_module delete_module kexec_load kexec_file_load',
  'io_uring_setup io_uring_enter io_uring_register add_key request_key keyctl open_by_handle_at',
  'process_vm_readv process_vm_writev pidfd_getfd fsopen fsconfig fsmount fspick move_mount open_tree mount_setattr',
  'swapon swapoff reboot acct quotactl iopl ioperm settimeofday clock_settime clock_adjtime fanotify_init',
].flatMap((line) => line.split(' '));

/** As facts/verified.md §10 has it: each denied alone while the supervisor worked. */
const MEASURED_ALONE = ['ptrace', 'kcmp', 'name_to_handle_at'];

/** As facts/verified.md §10 has it: without one of them nothing starts, or Landlock is gone in silence. */
const MEASURED_MUST_ALLOW = ['mount', 'unshare', 'setns', 'seccomp', 'landlock_create_ruleset'];

describe('the profiles', () => {
  it.each(SECCOMP_USES)('%s denies nothing that it needs', (use) => {
    expect(checkProfile(builtInProfile(use), use)).toEqual([]);
  });

  it('the supervisor’s denies every call that it was measured to do without', () => {
    const profile = builtInProfile('openshell-combined');
    const decisions = [...MEASURED_MAY_DENY, ...MEASURED_ALONE].map((name) => [name, decide(profile, { name })]);
    expect(decisions).toEqual([...MEASURED_MAY_DENY, ...MEASURED_ALONE].map((name) => [name, EPERM]));
  });

  it('the supervisor’s denies nothing that was measured to break it', () => {
    const profile = builtInProfile('openshell-combined');
    const named = profile.syscalls?.flatMap(({ names }) => names);
    expect(named?.filter((name) => MEASURED_MUST_ALLOW.includes(name))).toEqual([]);
    expect(
      MEASURED_MUST_ALLOW.filter((name) => !neededCalls('openshell-combined').some((call) => call.name === name)),
    ).toEqual([]);
  });

  it('the one for plain sandboxes denies whatever the others deny', () => {
    const denied = (use: (typeof SECCOMP_USES)[number]) => deniedCalls(use).map(({ id }) => id);
    expect(denied('sandbox')).toEqual(expect.arrayContaining(denied('openshell-sidecar')));
    expect(denied('openshell-sidecar')).toEqual(expect.arrayContaining(denied('openshell-combined')));
  });

  it.each([
    ['device nodes', { name: 'mknod', args: [0, 0o020600] }, EPERM],
    ['block devices', { name: 'mknodat', args: [0, 0, 0o060600] }, EPERM],
    ['but pipes', { name: 'mknodat', args: [0, 0, 0o010600] }, ALLOW],
    ['and sockets', { name: 'mknod', args: [0, 0o140600] }, ALLOW],
    ['AF_ALG', { name: 'socket', args: [38, 5, 0] }, EPERM],
    ['AF_VSOCK', { name: 'socket', args: [40, 1, 0] }, EPERM],
    ['but AF_NETLINK', { name: 'socket', args: [16, 3, 12] }, ALLOW],
    ['clone3, as libc expects', { name: 'clone3' }, { action: 'SCMP_ACT_ERRNO', errno: 38 }],
  ])('deny %s', (_, call, decision) => {
    for (const use of SECCOMP_USES) expect(decide(builtInProfile(use), call)).toEqual(decision);
  });

  it.each([
    ['a user namespace by clone', { name: 'clone', args: [0x10000000 + 17] }, EPERM],
    ['but a process', { name: 'clone', args: [17] }, ALLOW],
    ['and a thread', { name: 'clone', args: [0x3d0f00] }, ALLOW],
    ['no randomisation', { name: 'personality', args: [0x0040000] }, EPERM],
    ['but the question', { name: 'personality', args: [0xffffffff] }, ALLOW],
  ])('the one for plain sandboxes denies %s', (_, call, decision) => {
    expect(decide(builtInProfile('sandbox'), call)).toEqual(decision);
    expect(decide(builtInProfile('openshell-combined'), call)).toEqual(ALLOW);
  });

  it('are what a runtime reads as OCI, with both architectures and what runs on them', () => {
    const {
      architectures,
      defaultAction,
      syscalls = [],
    } = JSON.parse(profileJson(builtInProfile('openshell-combined'))) as OciSeccompProfile;
    expect(defaultAction).toBe('SCMP_ACT_ALLOW');
    expect(architectures).toEqual([
      'SCMP_ARCH_X86_64',
      'SCMP_ARCH_X86',
      'SCMP_ARCH_X32',
      'SCMP_ARCH_AARCH64',
      'SCMP_ARCH_ARM',
    ]);
    expect(syscalls[0]).toEqual({ names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 38 });
    // Runtimes join two conditions on one argument by "or".
    expect(syscalls.filter(({ args = [] }) => args.length > 1)).toEqual([]);
  });
});

describe('changes to a profile', () => {
  it('deny more, whatever the arguments', () => {
    const profile = builtInProfile('openshell-combined', { deny: ['socket', 'memfd_create', 'memfd_create'] });
    expect(profile.syscalls?.at(-1)).toEqual({
      names: ['memfd_create', 'socket'],
      action: 'SCMP_ACT_ERRNO',
      errnoRet: 1,
    });
    expect(profile.syscalls?.filter(({ names }) => names.includes('socket'))).toHaveLength(1);
  });

  it('let a call through', () => {
    const profile = builtInProfile('sandbox', { allow: ['ptrace', 'socketcall'] });
    expect(['ptrace', 'socketcall', 'kcmp'].map((name) => isAllowed(decide(profile, { name })))).toEqual([
      true,
      true,
      false,
    ]);
    expect(profile.syscalls?.every(({ names }) => names.length > 0)).toBe(true);
  });

  it('leave the library’s own as it was', () => {
    expect(builtInProfile('sandbox')).toEqual(builtInProfile('sandbox', { deny: [], allow: [] }));
  });
});

describe('decide', () => {
  const rule = (names: string[], action: 'SCMP_ACT_ALLOW' | 'SCMP_ACT_ERRNO', more: object = {}) => ({
    names,
    action,
    ...more,
  });
  const allowList: OciSeccompProfile = {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: 38,
    syscalls: [
      rule(['read'], 'SCMP_ACT_ALLOW'),
      rule(['socket'], 'SCMP_ACT_ALLOW', { args: [{ index: 0, op: 'SCMP_CMP_LE', value: 10 }] }),
      rule(['clone'], 'SCMP_ACT_ERRNO', { errnoRet: 13, args: [{ index: 0, op: 'SCMP_CMP_GT', value: 99 }] }),
      rule(['clone'], 'SCMP_ACT_ALLOW'),
    ],
  };

  it.each([
    ['a rule', { name: 'read' }, ALLOW],
    ['the default', { name: 'write' }, { action: 'SCMP_ACT_ERRNO', errno: 38 }],
    ['a condition that holds', { name: 'socket', args: [2] }, ALLOW],
    ['a condition that does not', { name: 'socket', args: [16] }, { action: 'SCMP_ACT_ERRNO', errno: 38 }],
    ['an argument that is not known', { name: 'socket' }, { action: 'SCMP_ACT_ERRNO', errno: 38 }],
    ['the rule without conditions first', { name: 'clone', args: [100] }, ALLOW],
  ])('answers by %s', (_, call, decision) => {
    expect(decide(allowList, call)).toEqual(decision);
  });

  it.each([
    ['SCMP_CMP_NE', [1, 2], [false, true]],
    ['SCMP_CMP_LT', [0, 1], [true, false]],
    ['SCMP_CMP_LE', [1, 2], [true, false]],
    ['SCMP_CMP_EQ', [1, 2], [true, false]],
    ['SCMP_CMP_GE', [0, 1], [false, true]],
    ['SCMP_CMP_GT', [1, 2], [false, true]],
  ] as const)('compares by %s', (op, values, denied) => {
    const profile: OciSeccompProfile = {
      defaultAction: 'SCMP_ACT_ALLOW',
      syscalls: [rule(['prctl'], 'SCMP_ACT_ERRNO', { args: [{ index: 0, op, value: 1 }] })],
    };
    expect(values.map((value) => !isAllowed(decide(profile, { name: 'prctl', args: [value] })))).toEqual(denied);
  });
});

describe('checkProfile', () => {
  const denying = (...names: string[]): OciSeccompProfile => ({
    defaultAction: 'SCMP_ACT_ALLOW',
    architectures: ARCHITECTURES,
    syscalls: [{ names, action: 'SCMP_ACT_ERRNO', errnoRet: 1 }],
  });

  it.each(MEASURED_MUST_ALLOW)('refuses %s for the supervisor', (name) => {
    const flaws = checkProfile(denying(name), 'openshell-combined');
    expect([...new Set(flaws.map(({ call }) => call.name))]).toEqual([name]);
    expect(flaws[0]?.call.loss).toBe(name.startsWith('landlock') ? 'fence-silently-off' : 'does-not-start');
    expect(flaws[0]?.rule).toBe(0);
  });

  it('says what is lost', () => {
    expect(checkProfile(denying('setns'), 'openshell-combined')[0]?.problem).toBe(
      'openshell-combined needs setns to put the child into the sandbox’s network namespace, and the profile answers EPERM: it then does not start',
    );
  });

  it('takes ENOSYS for clone3, and nothing else', () => {
    expect(checkProfile(denying('clone3'), 'sandbox').map(({ call }) => call.name)).toEqual(['clone3']);
    const enosys = { ...denying(), syscalls: [{ names: ['clone3'], action: 'SCMP_ACT_ERRNO' as const, errnoRet: 38 }] };
    expect(checkProfile(enosys, 'sandbox')).toEqual([]);
  });

  it('refuses AF_NETLINK denied by its number, and takes other families', () => {
    const family = (value: number): OciSeccompProfile => ({
      defaultAction: 'SCMP_ACT_ALLOW',
      syscalls: [{ names: ['socket'], action: 'SCMP_ACT_ERRNO', args: [{ index: 0, op: 'SCMP_CMP_EQ', value }] }],
    });
    expect(checkProfile(family(16), 'openshell-combined')).toHaveLength(2);
    expect(checkProfile(family(38), 'openshell-combined')).toEqual([]);
  });

  it('asks nothing of the supervisor for a sandbox without one', () => {
    expect(checkProfile(denying('mount', 'unshare', 'setns', 'landlock_create_ruleset'), 'sandbox')).toEqual([]);
  });

  it('refuses an allow list that is too short', () => {
    const flaws = checkProfile({ defaultAction: 'SCMP_ACT_KILL_PROCESS', syscalls: [] }, 'sandbox');
    expect(flaws).toHaveLength(neededCalls('sandbox').length);
    expect(flaws.every(({ rule }) => rule === undefined)).toBe(true);
  });
});

describe('the data', () => {
  it('names calls that exist', () => {
    const names = [...DENIED_CALLS.flatMap((group) => group.names), ...NEEDED_CALLS.map(({ name }) => name)];
    expect(names.filter((name) => !SYSCALL_NAMES.has(name))).toEqual([]);
  });

  it('gives every group a reason, a source and a use, once', () => {
    expect(new Set(DENIED_CALLS.map(({ id }) => id)).size).toBe(DENIED_CALLS.length);
    for (const { why, source, uses, names } of DENIED_CALLS) {
      expect([why.length > 10, source.length > 10, uses.length > 0, names.length > 0]).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
  });

  it('denies no call in two groups of one use', () => {
    for (const use of SECCOMP_USES) {
      const names = deniedCalls(use).flatMap((group) => group.names);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
