import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a machine calls the system calls, by name. */
export type CallNumbers = ReadonlyMap<string, number>;

/** The conventions whose numbers the C headers of an x86_64 machine tell. */
export interface Numbers {
  /** This machine's own. */
  readonly native: CallNumbers;
  readonly x86: CallNumbers;
  readonly x32: CallNumbers;
  readonly aarch64: CallNumbers;
}

/** Whether a program is there and answers. */
export function answers(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** The numbers of every system call that the headers of this machine know. */
export function readNumbers(): Numbers {
  const onX64 = process.arch === 'x64';
  return {
    native: numbersIn('#include <asm/unistd.h>'),
    x86: onX64 ? numbersIn('#include <asm/unistd_32.h>') : new Map(),
    x32: onX64 ? numbersIn('#include <asm/unistd_x32.h>') : new Map(),
    // What the header of an aarch64 machine says before it includes the generic one. source: Linux, arch/arm64/include/uapi/asm/unistd.h
    aarch64: numbersIn(
      '#define __ARCH_WANT_SYS_CLONE3\n#define __ARCH_WANT_SET_GET_RLIMIT\n#include <asm-generic/unistd.h>',
    ),
  };
}

/** Compiles the test program without any library of the machine, so that it runs in an empty root. */
export function buildProbe(folder: string, names: Iterable<string>): string {
  mkdirSync(folder, { recursive: true });
  const entries = [...names].map((name) => `#ifdef __NR_${name}\n{"${name}", __NR_${name}},\n#endif\n`);
  writeFileSync(join(folder, 'numbers.h'), entries.join(''));
  const program = join(folder, 'probe');
  const source = join(__dirname, 'probe.c');
  const { status, stderr } = spawnSync(
    'cc',
    ['-static', '-O1', '-Wall', '-Wextra', '-I', folder, source, '-o', program],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`the test program does not compile:\n${stderr}`);
  return program;
}

const X32_BIT = 0x40000000;

function numbersIn(source: string): CallNumbers {
  const { stdout, status, stderr } = spawnSync('cc', ['-E', '-dM', '-'], { input: source, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the C headers cannot be read:\n${stderr}`);
  const found = [...stdout.matchAll(/^#define __NR_(\w+) (\(__X32_SYSCALL_BIT \+ )?(\d+)\)?$/gm)];
  return new Map(found.map(([, name, x32, number]) => [name!, Number(number) + (x32 === undefined ? 0 : X32_BIT)]));
}
