import type { Acknowledgement } from '../diagnostics/acknowledgement';
import { type ImageSources, type ResolvedImageSources, resolveImageSources } from '../images/sources';
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
