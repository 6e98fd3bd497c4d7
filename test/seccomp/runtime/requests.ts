import { type DeniedCalls, deniedCalls, type OciArgument, type SeccompUse } from '../../../lib/seccomp';
import type { Numbers } from './toolchain';

/** One call that a profile denies, in a form that the test program can make. */
export interface DeniedRequest {
  /** Group and call, for the test's name. */
  readonly title: string;
  readonly request: string;
  readonly errno: number;
}

const ERRNO = { EPERM: 1, ENOSYS: 38 } as const;
const SIGCHLD = 17;

/** Every denied call of a profile through every convention that this machine has: its own, 32-bit and x32. */
export function deniedRequests(use: SeccompUse, { native, x86, x32 }: Numbers): DeniedRequest[] {
  return deniedCalls(use).flatMap((group) =>
    group.names.flatMap((name) =>
      argumentsOf(group).flatMap(({ text, args }) => {
        const errno = ERRNO[group.errno];
        const title = `${group.id}: ${name}${text}`;
        const number = native.get(name);
        const number32 = x86.get(name);
        const numberX32 = x32.get(name);
        const spelt = args.join(' ');
        return [
          ...(number === undefined ? [] : [{ title, request: `call ${name} ${spelt}`, errno }]),
          // Three arguments go through int 0x80, and i386 has 32-bit registers.
          ...(number32 === undefined || args.length > 3
            ? []
            : [{ title: `${title} (32-bit)`, request: `call32 ${number32} ${spelt}`, errno }]),
          ...(numberX32 === undefined
            ? []
            : [{ title: `${title} (x32)`, request: `call ${numberX32} ${spelt}`, errno }]),
        ];
      }),
    ),
  );
}

/** Arguments that a group denies. Pointers are null, so that a call that gets through does nothing. */
export function argumentsOf({ when, names }: DeniedCalls): { text: string; args: number[] }[] {
  if (when === undefined) return [{ text: '', args: [] }];
  return when.map((condition) => {
    const args = Array.from({ length: condition.index + 1 }, () => 0);
    // A process that ends must tell its parent, or nobody waits for it.
    args[condition.index] = matching(condition) + (names.includes('clone') ? SIGCHLD : 0);
    return { text: ` with argument ${condition.index} = 0x${args[condition.index]!.toString(16)}`, args };
  });
}

function matching({ op, value, valueTwo = 0 }: OciArgument): number {
  if (op === 'SCMP_CMP_EQ') return value;
  if (op === 'SCMP_CMP_MASKED_EQ') return valueTwo;
  throw new Error(`no argument is known that fulfils ${op}`);
}
