import { parseDigest } from '../syntax/image-reference';
import { accept, type Parsed, quote, refuse } from '../syntax/parsed';

/** A program that can tell the digest of an image at its registry. */
export interface DigestResolver {
  readonly command: string;
  /** Its arguments for the digest of `image`. */
  args(image: string): readonly string[];
  /** The part of its output that is the digest. */
  read(output: string): string;
}

/** What a program said when it was run. */
export interface Outcome {
  /** Exit status; `undefined` when it could not be started. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is run. */
export type Run = (command: string, args: readonly string[]) => Outcome;

/** The programs that are supported, in order of preference. */
export const DIGEST_RESOLVERS = {
  crane: {
    command: 'crane',
    args: (image) => ['digest', image],
    read: (output) => output.trim(),
  },
  skopeo: {
    command: 'skopeo',
    args: (image) => ['inspect', '--format', '{{.Digest}}', `docker://${image}`],
    read: (output) => output.trim(),
  },
  buildx: {
    command: 'docker',
    args: (image) => ['buildx', 'imagetools', 'inspect', image],
    read: (output) => /^Digest:\s*(\S+)/m.exec(output)?.[1] ?? output.trim(),
  },
} as const satisfies Readonly<Record<string, DigestResolver>>;

/** The name of a supported program. */
export type ResolverName = keyof typeof DIGEST_RESOLVERS;

/** Asks the program for one image's digest. */
export function askDigest(image: string, resolver: DigestResolver, run: Run): Parsed<string> {
  const { status, stdout, stderr } = run(resolver.command, resolver.args(image));
  if (status !== 0) {
    const ending = status === undefined ? 'could not be started' : `ended with status ${status}`;
    return refuse(`${resolver.command} ${ending} for ${image}: ${lastLine(stderr)}`);
  }
  const digest = parseDigest(resolver.read(stdout));
  if (digest.ok) return accept(digest.value);
  return refuse(`${resolver.command} answered ${quote(lastLine(stdout))} for ${image}`, { allowed: digest.allowed });
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').pop() || 'it said nothing';
}
