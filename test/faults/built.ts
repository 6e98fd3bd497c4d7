import { agent } from '../../lib/components/agent';
import { exampleAgent } from '../../lib/components/agent/rules/example-agent';
import { agentPlatform } from '../../lib/components/agent-platform';
import { agentSandboxPool } from '../../lib/components/agent-sandbox-pool';
import { examplePool } from '../../lib/components/agent-sandbox-pool/example';
import type { ComponentDefinition, ComponentProps } from '../../lib/components/definition';
import { kagentControlPlane } from '../../lib/components/kagent-control-plane';
import { exampleControlPlane, exampleWithGateway } from '../../lib/components/kagent-control-plane/example';
import { mcpServer } from '../../lib/components/mcp-server';
import { exampleRemote, exampleRun } from '../../lib/components/mcp-server/rules/example-server';
import { modelConfig } from '../../lib/components/model-config';
import { exampleModel } from '../../lib/components/model-config/rules/example-model';
import { nemoClawHarness } from '../../lib/components/nemoclaw-harness';
import { exampleHarness } from '../../lib/components/nemoclaw-harness/example';
import { openShellGateway } from '../../lib/components/openshell-gateway';
import { exampleGateway, exampleSideBySide } from '../../lib/components/openshell-gateway/example';
import { prepare } from '../../lib/components/prepare';
import { tenant } from '../../lib/components/tenant';
import { isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';
import { examplePlatform } from '../../lib/platform/rules/example-platform';
import { releases } from '../../lib/releases';

/** The objects of a component without a fault; throws when there is one. */
export function built<Props extends ComponentProps>(
  definition: ComponentDefinition<Props>,
  props: Props,
): readonly Resource[] {
  const { resources, diagnostics } = prepare(definition, props, 'team-a/it', 'none');
  const blocking = diagnostics.filter(isBlocking);
  if (blocking.length > 0) throw new Error(blocking.map(({ rule, problem }) => `${rule} ${problem}`).join('\n'));
  return resources;
}

export const PLATFORM = built(agentPlatform, examplePlatform({ release: releases.KAGENT_0_9 }));
export const POOL = built(agentSandboxPool, examplePool());
export const GATEWAY = built(openShellGateway, exampleGateway());
export const GATEWAY_0_0_111 = built(openShellGateway, exampleSideBySide());
export const CONTROL_PLANE = built(kagentControlPlane, exampleControlPlane());
export const CONTROL_PLANE_WITH_GATEWAY = built(kagentControlPlane, exampleWithGateway());
export const HARNESS = built(nemoClawHarness, exampleHarness());
export const AGENT = built(agent, exampleAgent());
export const MODEL = built(modelConfig, exampleModel());
export const REMOTE_SERVER = built(mcpServer, exampleRemote());
export const HTTP_SERVER = built(mcpServer, exampleRun());
export const STDIO_SERVER = built(mcpServer, exampleRun({ transport: 'stdio', cmd: 'tickets' }));
export const TENANT = built(tenant, { platform: examplePlatform(), name: 'team-a' });

/** All of them. */
export const EVERYTHING: readonly Resource[] = [
  ...PLATFORM,
  ...POOL,
  ...GATEWAY,
  ...GATEWAY_0_0_111,
  ...CONTROL_PLANE,
  ...CONTROL_PLANE_WITH_GATEWAY,
  ...HARNESS,
  ...AGENT,
  ...MODEL,
  ...REMOTE_SERVER,
  ...HTTP_SERVER,
  ...STDIO_SERVER,
  ...TENANT,
];

/** The one object of this kind, and key where there are several. */
export function one(resources: readonly Resource[], kind: string, key?: string): Resource {
  const found = ofKind(resources, kind).filter((resource) => key === undefined || resource.key === key);
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`expected one ${kind} ${key ?? ''}, found ${found.length}`);
  return only;
}

export function ofKind(resources: readonly Resource[], kind: string): readonly Resource[] {
  return resources.filter(({ manifest }) => manifest.kind === kind);
}

/** `spec` of an object, for questions of any depth. */
export function specOf({ manifest }: Resource): Readonly<Record<string, unknown>> {
  return manifest.spec as Readonly<Record<string, unknown>>;
}

/** One fault that nobody can run into, because the library writes something else. */
export interface GeneratedAway {
  /** What it writes, for the docs. */
  readonly how: string;
  /** Asserts it on real objects. */
  readonly holds: () => void;
}

export type Answers = { readonly [fault: `F-${string}`]: GeneratedAway };
