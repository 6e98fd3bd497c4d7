/** A seccomp profile as runtimes read it from the kubelet's folder. source: OCI runtime-spec, config-linux.md, Seccomp */
export interface OciSeccompProfile {
  /** What happens to calls that no rule names. */
  readonly defaultAction: SeccompAction;
  /** Error of a `SCMP_ACT_ERRNO` default, as a number. @default 1 (EPERM) */
  readonly defaultErrnoRet?: number;
  /** Calling conventions that the filter covers; the node's own is always added. @default - only the node's own */
  readonly architectures?: readonly SeccompArchitecture[];
  /** Flags of seccomp(2). @default - the runtime's */
  readonly flags?: readonly string[];
  readonly syscalls?: readonly OciSyscallRule[];
}

/** What happens to some calls, on all their arguments or on some. */
export interface OciSyscallRule {
  /** Names as in libseccomp; a runtime skips one that its libseccomp does not know, without a word. */
  readonly names: readonly string[];
  readonly action: SeccompAction;
  /** Error of `SCMP_ACT_ERRNO`, as a number. @default 1 (EPERM) */
  readonly errnoRet?: number;
  /** All must hold. @default - whatever the arguments are */
  readonly args?: readonly OciArgument[];
}

/** A condition on one argument; arguments are compared as 64-bit numbers. */
export interface OciArgument {
  /** Which argument, 0 to 5. */
  readonly index: number;
  readonly op: SeccompOperator;
  /** What is compared with; the mask of `SCMP_CMP_MASKED_EQ`. */
  readonly value: number;
  /** What the masked argument is compared with. @default 0 */
  readonly valueTwo?: number;
}

export const SECCOMP_ACTIONS = [
  'SCMP_ACT_ALLOW',
  'SCMP_ACT_ERRNO',
  'SCMP_ACT_KILL',
  'SCMP_ACT_KILL_PROCESS',
  'SCMP_ACT_KILL_THREAD',
  'SCMP_ACT_LOG',
  'SCMP_ACT_NOTIFY',
  'SCMP_ACT_TRACE',
  'SCMP_ACT_TRAP',
] as const;

export type SeccompAction = (typeof SECCOMP_ACTIONS)[number];

export const SECCOMP_OPERATORS = [
  'SCMP_CMP_NE',
  'SCMP_CMP_LT',
  'SCMP_CMP_LE',
  'SCMP_CMP_EQ',
  'SCMP_CMP_GE',
  'SCMP_CMP_GT',
  'SCMP_CMP_MASKED_EQ',
] as const;

export type SeccompOperator = (typeof SECCOMP_OPERATORS)[number];

/** The architectures that nodes of this library's clusters have, with those whose programs such a node also runs. */
export const SUB_ARCHITECTURES = {
  SCMP_ARCH_X86_64: ['SCMP_ARCH_X86', 'SCMP_ARCH_X32'],
  SCMP_ARCH_AARCH64: ['SCMP_ARCH_ARM'],
} as const;

/**
 * Architectures of every profile made here, as one flat list: runtimes that read the file as OCI know no `archMap`.
 * One left out is not let through but killed. source: containerd `contrib/seccomp`, `WithProfile`; libseccomp, bad
 * architecture action; test/seccomp
 */
export const ARCHITECTURES = Object.entries(SUB_ARCHITECTURES).flatMap(([native, sub]) => [
  native as SeccompArchitecture,
  ...sub,
]);

/** Every architecture that an OCI profile may name. source: OCI runtime-spec, config-linux.md, Seccomp */
export const SECCOMP_ARCHITECTURES = [
  'SCMP_ARCH_X86',
  'SCMP_ARCH_X86_64',
  'SCMP_ARCH_X32',
  'SCMP_ARCH_ARM',
  'SCMP_ARCH_AARCH64',
  'SCMP_ARCH_MIPS',
  'SCMP_ARCH_MIPS64',
  'SCMP_ARCH_MIPS64N32',
  'SCMP_ARCH_MIPSEL',
  'SCMP_ARCH_MIPSEL64',
  'SCMP_ARCH_MIPSEL64N32',
  'SCMP_ARCH_PPC',
  'SCMP_ARCH_PPC64',
  'SCMP_ARCH_PPC64LE',
  'SCMP_ARCH_S390',
  'SCMP_ARCH_S390X',
  'SCMP_ARCH_RISCV64',
] as const;

export type SeccompArchitecture = (typeof SECCOMP_ARCHITECTURES)[number];

/** Errors that the profiles use, by name. */
export const ERRNO = { EPERM: 1, ENOSYS: 38 } as const;

export type DenialErrno = keyof typeof ERRNO;
