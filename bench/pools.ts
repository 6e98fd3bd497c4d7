import { type AgentSandboxPoolProps, definePlatform, releases } from 'kagent-fleet';

const platform = definePlatform({
  release: releases.SIDE_BY_SIDE,
  cluster: {
    kubernetes: '1.34',
    cni: 'calico',
    apiServerCidrs: ['192.0.2.10/32'],
    serviceCidr: '10.96.0.0/16',
    podCidr: '10.244.0.0/16',
    nodeAppArmor: 'absent',
  },
});

/** `count` pools as a fleet would have them: one namespace each, one image, an egress rule, an emptyDir. */
export function pools(count: number): AgentSandboxPoolProps[] {
  return Array.from({ length: count }, (_, index) => ({
    platform,
    namespace: `team-${index}`,
    name: `pool-${index}`,
    image: `registry.example/agents/coder@sha256:${index.toString(16).padStart(64, '0')}`,
    replicas: 5,
    network: {
      ingress: 'none',
      egress: [{ to: [{ namespace: 'models', pods: { app: 'model-gateway' } }], ports: [8080] }],
    },
    volumes: { work: { mountPath: '/workspace', ephemeral: { sizeLimit: '2Gi' } } },
  }));
}
