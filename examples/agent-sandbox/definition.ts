// The definition that both engines deploy: agent-sandbox once per cluster, and a warm pool of a coding agent's sandboxes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AgentSandboxPoolProps, definePlatform, releases } from 'kagent-fleet';

/** Once per cluster. */
export const platform = definePlatform({
  release: releases.SIDE_BY_SIDE,
  cluster: {
    kubernetes: '1.34',
    cni: 'calico',
    apiServerCidrs: ['192.0.2.10/32'],
    serviceCidr: '10.96.0.0/16',
    podCidr: '10.244.0.0/16',
    nodeAppArmor: 'absent',
  },
  images: { lock: readFileSync(join(__dirname, 'images.lock.yaml'), 'utf8') },
  acknowledge: [
    {
      rule: 'KF1101',
      at: 'platform',
      reason: 'an example cannot know a digest that nobody has looked up; `kagent-fleet lock-images` does',
    },
  ],
});

/** Five warm sandboxes that may reach one model gateway and nothing else, for the group team-a. */
export const coder: AgentSandboxPoolProps = {
  platform,
  namespace: 'team-a',
  createNamespace: true,
  name: 'coder',
  image: 'registry.example/agents/coder:2026.11',
  replicas: 5,
  network: {
    ingress: 'none',
    egress: [{ to: [{ namespace: 'models', pods: { app: 'model-gateway' } }], ports: [8080] }],
  },
  claimers: [{ kind: 'Group', name: 'team-a' }],
  quota: { sandboxes: 20 },
  volumes: { work: { mountPath: '/workspace', ephemeral: { sizeLimit: '2Gi' } } },
};
