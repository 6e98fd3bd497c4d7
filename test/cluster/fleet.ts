import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { AgentPlatform, AgentSandboxPool } from '../../constructs/cdk8s';
import { type AgentPlatformProps, agentPlatform } from '../../lib/components/agent-platform';
import { type AgentSandboxPoolProps, agentSandboxPool } from '../../lib/components/agent-sandbox-pool';
import type { ComponentDefinition, ComponentProps } from '../../lib/components/definition';
import { prepare } from '../../lib/components/prepare';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import { inPhaseOrder, type Resource } from '../../lib/plan/resource';
import { definePlatform, type PlatformRef } from '../../lib/platform/platform-ref';
import { type ReleaseName, releases } from '../../lib/releases';
import type { Manifest } from './kubernetes-object';
import { readSynthesized } from './synthesized';

/** Never pulled: the nodes are fake. */
export const IMAGE = `registry.example/agents/coder@sha256:${'5'.repeat(64)}`;

/** A platform on the API server of the tests. */
export function testPlatform(release: ReleaseName): PlatformRef {
  const chosen = releases[release];
  return definePlatform({
    release: chosen,
    cluster: {
      kubernetes: '1.34',
      cni: 'calico',
      apiServerCidrs: ['192.0.2.10/32'],
      serviceCidr: '10.96.0.0/16',
      podCidr: '10.244.0.0/16',
      nodeAppArmor: 'absent',
    },
    images: { lock: { [chosen.agentSandbox.images.controller]: `sha256:${'0'.repeat(64)}` } },
  });
}

/** A small pool in a namespace that it makes. */
export function testPool(
  platform: PlatformRef,
  changes: Readonly<Record<string, unknown>> = {},
): AgentSandboxPoolProps {
  return {
    platform,
    namespace: 'team-a',
    createNamespace: true,
    name: 'coder',
    image: IMAGE,
    replicas: 2,
    network: 'isolated',
    ...changes,
  } as AgentSandboxPoolProps;
}

/** The objects of a platform and its pools as the core makes them, in phase order; throws when a rule refuses. */
export function fleetResources(platform: AgentPlatformProps, pools: readonly AgentSandboxPoolProps[]): Resource[] {
  return inPhaseOrder([
    ...resourcesOf(agentPlatform, platform, 'platform'),
    ...pools.flatMap((pool) => resourcesOf(agentSandboxPool, pool, `${pool.namespace}/${pool.name}`)),
  ]);
}

/** The objects of one pool alone. */
export function poolResources(pool: AgentSandboxPoolProps): readonly Resource[] {
  return resourcesOf(agentSandboxPool, pool, `${pool.namespace}/${pool.name}`);
}

export function manifestsOf(resources: readonly Resource[]): Manifest[] {
  return resources.map(({ manifest }) => manifest as Manifest);
}

/** The same definition through cdk8s and its YAML files: to the byte what a user applies. */
export function synthesizedByCdk8s(platform: AgentPlatformProps, pools: readonly AgentSandboxPoolProps[]): Manifest[] {
  const outdir = mkdtempSync(join(tmpdir(), 'kagent-fleet-dist-'));
  try {
    const app = new App({ outdir });
    new AgentPlatform(app, 'platform', platform);
    for (const pool of pools) new AgentSandboxPool(app, pool.name, pool);
    app.synth();
    return readSynthesized(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function resourcesOf<Props extends ComponentProps>(
  definition: ComponentDefinition<Props>,
  props: Props,
  construct: string,
): readonly Resource[] {
  const { resources, diagnostics } = prepare(definition, props, construct, 'none');
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return resources;
}
