import type { Acknowledgement } from '../diagnostics/acknowledgement';
import { type ImageLock, parseImageLock } from '../images/lock';
import type { Release, ReleaseName } from '../releases';
import { type AgentSandboxFacts, type ResolvedAgentSandboxFacts, resolveAgentSandboxFacts } from './agent-sandbox';
import { type ClusterFacts, type ResolvedClusterFacts, resolveClusterFacts } from './cluster';

/** The version of the refs' shape; a ref of another version is refused (KF1004). */
export const REF_VERSION = 1;

/** What a platform team says once per cluster. */
export interface PlatformProps {
  /** Name of the platform; part of the messages and of the record in the cluster. @default platform */
  readonly name?: string;
  /** The upstream versions that run together, e.g. `releases.KAGENT_0_9`. Never chosen silently. */
  readonly release: Release;
  /** What the library cannot see at synth. */
  readonly cluster: ClusterFacts;
  /**
   * Where the agent-sandbox controller runs. Upstream's default policies name this namespace literally, so
   * another one needs templates with policies of their own. source: facts/agent-sandbox.md §2.6
   *
   * @default agent-sandbox-system
   */
  readonly agentSandboxNamespace?: string;
  /** How agent-sandbox is installed. @default - by this platform, with its extensions */
  readonly agentSandbox?: AgentSandboxFacts;
  /** Digests and mirrors for every image. @default - no lock and no mirror: each image needs a digest of its own */
  readonly images?: ImageSources;
  /** Rules that this platform waives for everyone. @default - none */
  readonly acknowledge?: readonly Acknowledgement[];
  /** Ids of rules that nobody but the platform may waive. @default - none */
  readonly lockedRules?: readonly string[];
}

/** Where images come from. */
export interface ImageSources {
  /**
   * Text of the lock file that `kagent-fleet lock-images` writes, or its content: image name as upstream writes it →
   * `sha256:…`. KF1013.
   *
   * @default - empty
   */
  readonly lock?: string | ImageLock;
  /** Registry or registry path → its mirror, longest match first, e.g. `{ 'ghcr.io': 'mirror.example/ghcr' }`. @default - none */
  readonly mirrors?: { readonly [prefix: string]: string };
}

/** Image sources as data. */
export interface ResolvedImageSources {
  readonly lock: ImageLock;
  /** What is wrong with the lock file's text, line by line; KF1013 reports it. */
  readonly lockProblems: readonly string[];
  readonly mirrors: { readonly [prefix: string]: string };
}

/** A platform as plain data: it crosses programs, stacks and repositories as JSON. */
export interface PlatformRef {
  readonly refVersion: typeof REF_VERSION;
  readonly name: string;
  readonly release: ReleaseName;
  readonly cluster: ResolvedClusterFacts;
  readonly agentSandboxNamespace: string;
  readonly agentSandbox: ResolvedAgentSandboxFacts;
  readonly images: ResolvedImageSources;
  readonly acknowledge: readonly Acknowledgement[];
  readonly lockedRules: readonly string[];
}

/** The ref of a platform, with every default filled in. It checks nothing: the components that use it do. */
export function definePlatform(props: PlatformProps): PlatformRef {
  return {
    refVersion: REF_VERSION,
    name: props.name ?? 'platform',
    release: props.release.name,
    cluster: resolveClusterFacts(props.cluster),
    agentSandboxNamespace: props.agentSandboxNamespace ?? 'agent-sandbox-system',
    agentSandbox: resolveAgentSandboxFacts(props.agentSandbox),
    images: resolveImageSources(props.images),
    acknowledge: props.acknowledge ?? [],
    lockedRules: props.lockedRules ?? [],
  };
}

function resolveImageSources({ lock = {}, mirrors = {} }: ImageSources = {}): ResolvedImageSources {
  if (typeof lock !== 'string') return { lock, lockProblems: [], mirrors };
  const parsed = parseImageLock(lock);
  return {
    lock: parsed.lock ?? {},
    lockProblems: parsed.problems.map(({ line, reason }) => `line ${line} ${reason}`),
    mirrors,
  };
}
