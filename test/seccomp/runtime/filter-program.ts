import type { BpfInstruction } from './container';

/** `arch` of `struct seccomp_data`. source: Linux, uapi/linux/audit.h */
export const AUDIT_ARCH = { x86_64: 0xc000003e, x86: 0x40000003, aarch64: 0xc00000b7, arm: 0x40000028 } as const;

/** A call as the kernel shows it to a filter. */
export interface FilteredCall {
  readonly arch: number;
  readonly number: number;
  readonly args?: readonly number[];
}

/** What a filter answers: `allow`, `errno <n>`, or the raw value for anything else. */
export function runFilter(program: readonly BpfInstruction[], call: FilteredCall): string {
  const data = seccompData(call);
  let accumulator = 0;
  for (let at = 0; at < program.length; at++) {
    const { code, jt, jf, k } = program[at]!;
    const jump = (taken: boolean) => {
      at += taken ? jt : jf;
    };
    switch (code) {
      case 0x20: // ld [k]
        accumulator = data.getUint32(k, true);
        break;
      case 0x54: // and k
        accumulator = (accumulator & k) >>> 0;
        break;
      case 0x05: // ja k
        at += k;
        break;
      case 0x15:
        jump(accumulator === k);
        break;
      case 0x25:
        jump(accumulator > k);
        break;
      case 0x35:
        jump(accumulator >= k);
        break;
      case 0x45:
        jump((accumulator & k) !== 0);
        break;
      case 0x06:
        return verdict(k);
      default:
        throw new Error(`instruction ${at} has the code 0x${code.toString(16)}, which this interpreter does not know`);
    }
  }
  throw new Error('the filter ends without an answer');
}

function seccompData({ arch, number, args = [] }: FilteredCall): DataView {
  const data = new DataView(new ArrayBuffer(64));
  data.setUint32(0, number, true);
  data.setUint32(4, arch, true);
  for (const [index, value] of args.entries()) data.setBigUint64(16 + 8 * index, BigInt(value), true);
  return data;
}

function verdict(value: number): string {
  if (value === 0x7fff0000) return 'allow';
  return (value & 0xffff0000) >>> 0 === 0x00050000 ? `errno ${value & 0xffff}` : `0x${value.toString(16)}`;
}
