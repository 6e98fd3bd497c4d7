import type { Finding, Rule } from '../../../diagnostics/rule';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

const PATH = ['deployment', 'imageRegistry'];

/** The registry of a declarative agent's image serves it. */
export const AGENT_REGISTRY: Rule<AgentProps> = {
  id: 'KF5515',
  name: 'agent-registry',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'kagent puts registry, repository and tag together. Its own default registry does not serve the images of Go agents at 0.9.12: ImagePullBackOff. An agent with its own image has no use for it.',
  fix: 'leave it out, or name ghcr.io or a mirror of it, without a path behind the host that the control plane’s repository has already',
  faults: ['F-REL-11'],
  sources: ['facts/kagent.md §0.3'],
  check({ deployment, byo }, report) {
    const { imageRegistry } = deployment ?? {};
    if (imageRegistry !== undefined && byo !== undefined) {
      report({ path: PATH, problem: 'the agent brings its own image', allowed: 'nothing' });
    }
    report.whenKnown(PATH, imageRegistry, registryFindings);
  },
  examples: {
    failing: exampleAgent({ runtime: 'go' }, { deployment: { imageRegistry: 'cr.kagent.dev' } }),
    mended: exampleAgent({ runtime: 'go' }, { deployment: { imageRegistry: 'ghcr.io' } }),
  },
};

function registryFindings(registry: unknown): Finding[] {
  const text = String(registry);
  if (/^cr\.kagent\.dev(\/|$)/.test(text)) {
    return [{ path: PATH, problem: 'this registry lacks images of kagent 0.9.12', got: registry, allowed: 'ghcr.io' }];
  }
  if (/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]*[a-z0-9])?$/.test(text)) return [];
  return [
    { path: PATH, problem: 'this is no registry', got: registry, allowed: 'a host, perhaps with a port and a path' },
  ];
}
