// Two pools whose agents run behind OpenShell's supervisor, without a gateway: Claude Code and Goose. Their keys never
// reach them, what they may do is one policy each, and nobody enters their pods.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AgentSandboxPoolProps,
  baselines,
  compose,
  definePlatform,
  localhostProfileOf,
  type Policy,
  presets,
  releases,
  type SeccompProfileProps,
} from 'kagent-fleet';

/** Once per cluster. */
export const platform = definePlatform({
  release: releases.SIDE_BY_SIDE,
  cluster: {
    kubernetes: '1.34',
    cni: 'cilium',
    apiServerCidrs: ['192.0.2.10/32'],
    serviceCidr: '10.96.0.0/16',
    podCidr: '10.244.0.0/16',
    nodeAppArmor: 'absent',
  },
  images: { lock: readFileSync(join(__dirname, 'images.lock.yaml'), 'utf8') },
  acknowledge: [
    {
      rule: 'KF1101',
      reason: 'an example cannot know a digest that nobody has looked up; `kagent-fleet lock-images` does',
    },
  ],
});

/** The profile that the supervisor was run under, on every node. */
export const seccomp: SeccompProfileProps = {
  platform,
  name: 'openshell',
  use: 'openshell-combined',
  delivery: { by: 'daemon-set', image: 'registry.example/tools/busybox:1.37' },
};

const repositories = ['example/handbook'];

/** What both pools have; the namespace is theirs alone. */
const common = {
  platform,
  namespace: 'agents',
  replicas: 2,
  enforcement: 'openshell',
  imageContract: 'probed',
  seccompProfile: { localhostProfile: localhostProfileOf(seccomp) },
  claimers: [{ kind: 'Group', name: 'team-a' }],
  resources: {
    requests: { cpu: '500m', memory: '1Gi', 'ephemeral-storage': '1Gi' },
    limits: { memory: '4Gi', 'ephemeral-storage': '8Gi' },
  },
} as const;

/** Claude Code on a schedule of its own: it takes tasks on port 8888 and calls its model as `inference.local`. */
export const claude: AgentSandboxPoolProps = {
  ...common,
  createNamespace: true,
  name: 'claude',
  image: 'registry.example/agents/claude:2026.11',
  command: ['/usr/local/bin/task-server', '--agent', 'claude'],
  harness: 'claude-code',
  policy: compose<Policy>(
    baselines.claudeCode({ release: releases.SIDE_BY_SIDE, network: 'none' }),
    presets.github({ access: 'read-only', repositories }),
  ),
  inference: {
    provider: 'Anthropic',
    model: 'claude-sonnet-4-5',
    apiKey: { name: 'model-keys', key: 'anthropic' },
  },
  ports: [8888],
  callers: ['sandbox-router', { namespace: 'team-a', pods: { app: 'reviewer' } }],
  observability: { logParser: true, dashboard: {} },
};

/** Goose with a model server of the cluster, reached by nobody. */
export const goose: AgentSandboxPoolProps = {
  ...common,
  name: 'goose',
  // The other pool's covers the namespace.
  defaultDeny: 'external',
  image: 'registry.example/agents/goose:2026.11',
  command: ['goose', 'run', '--instructions', '/sandbox/task.md'],
  harness: 'goose',
  policy: baselines.goose({ release: releases.SIDE_BY_SIDE }),
  inference: {
    provider: 'OpenAI',
    model: 'qwen3-coder',
    baseUrl: 'http://vllm.models.svc.cluster.local:8000/v1',
    apiKey: { name: 'model-keys', key: 'vllm' },
  },
};
