import { compileGlob } from '../glob';

const WORD = 'kagent-fleet-probe';

/** A host that the pattern fits; the host itself when it is none. */
export function sampleHost(pattern: string): string {
  const host = pattern.toLowerCase();
  return host.includes('*') ? host.replaceAll('**', `a.${WORD}`).replaceAll('*', WORD) : host;
}

/** A path that the pattern fits, or nothing when it has parts that no simple sample fits. */
export function sampleBinary(pattern: string): string | undefined {
  if (!pattern.includes('*')) return pattern;
  const sample = pattern.replaceAll('**', `${WORD}/a`).replaceAll('*', WORD);
  return compileGlob(pattern, '/').matches(sample) ? sample : undefined;
}

/** Whether every executable fits one of the patterns. */
export function admitsEveryone(binaries: readonly string[]): boolean {
  return binaries.some((pattern) => pattern === '/**' || pattern === '**');
}

/** An executable that a policy hardly names. */
export const STRANGER = `/opt/${WORD}/stranger`;

/** A name that a policy hardly opens, and an address that stands for any public one. */
export const FOREIGN_HOST = `${WORD}.example`;
export const PUBLIC_ADDRESS = '93.184.215.14';
export const PRIVATE_ADDRESS = '10.254.253.252';
