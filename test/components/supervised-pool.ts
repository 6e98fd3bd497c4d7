import { type AgentSandboxPoolProps, agentSandboxPool } from '../../lib/components/agent-sandbox-pool';
import { EXAMPLE_POOL_POLICY } from '../../lib/components/agent-sandbox-pool/supervised/example';
import { type Engine, prepare } from '../../lib/components/prepare';
import type { Diagnostic } from '../../lib/diagnostics/diagnostic';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';

// biome-ignore lint/suspicious/noExplicitAny: manifests are looked at freely here.
export type Loose = any;

export function check(props: AgentSandboxPoolProps, engine: Engine = 'none') {
  return prepare(agentSandboxPool, props, 'team-a/claude', engine);
}

export function build(props: AgentSandboxPoolProps, engine?: Engine): readonly Resource[] {
  const { resources, diagnostics } = check(props, engine);
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return resources;
}

export function manifest(resources: readonly Resource[], key: string): Loose {
  const found = resources.find((item) => item.key === key);
  if (found === undefined) throw new Error(`no ${key} among ${resources.map((item) => item.key).join(', ')}`);
  return found.manifest;
}

export const podOf = (props: AgentSandboxPoolProps): Loose => manifest(build(props), 'template').spec.podTemplate.spec;
export const named = (list: Loose[], name: string): Loose => list.find((item) => item.name === name);
export const environmentOf = (props: AgentSandboxPoolProps): Record<string, string> =>
  Object.fromEntries(podOf(props).containers[0].env.map(({ name, value }: Loose) => [name, value]));
export const rulesOf = (diagnostics: readonly Diagnostic[]) => [...new Set(diagnostics.map(({ rule }) => rule))].sort();

/** The older supervisor, which does not survive a demand for Landlock. */
export const OLDER = {
  supervisor: { version: '0.0.46' },
  policy: { ...EXAMPLE_POOL_POLICY, landlock: { compatibility: 'best_effort' } },
};
export const published = { ports: [8888], callers: ['sandbox-router'] };
