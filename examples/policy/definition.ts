// One policy out of a baseline, presets and what a team adds; a pool of Claude Code under it, with a seccomp profile.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AgentSandboxPoolProps,
  baselines,
  compose,
  definePlatform,
  type OpenShellPolicyProps,
  type Policy,
  podSecurityOf,
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
      at: 'platform',
      reason: 'an example cannot know a digest that nobody has looked up; `kagent-fleet lock-images` does',
    },
  ],
});

/** What the team adds: reading and opening tickets in a service of the cluster. */
const tickets: Policy = {
  version: 1,
  networkPolicies: {
    tickets: {
      binaries: ['/usr/local/bin/node'],
      endpoints: [
        {
          host: 'tickets.team-a.svc.cluster.local',
          port: 80,
          protocol: 'rest',
          enforcement: 'enforce',
          rules: [
            { method: 'GET', path: '/v1/**' },
            { method: 'POST', path: '/v1/tickets' },
          ],
        },
      ],
    },
  },
};

/** In any order: composing never depends on it, and refuses what contradicts itself. */
export const policy = compose<Policy>(
  baselines.claudeCode({ release: releases.SIDE_BY_SIDE }),
  presets.github({ access: 'read-only', repositories: ['example/handbook'] }),
  presets.npm({ mirror: { host: 'packages.example.com', path: '/npm' } }),
  tickets,
);

/** Written to every node by a DaemonSet. */
export const seccomp: SeccompProfileProps = {
  platform,
  name: 'sandbox',
  use: 'sandbox',
  delivery: { by: 'daemon-set', image: 'registry.example/tools/busybox:1.37' },
};

/** A whole pod, so that its security context can name the profile. */
export const pool: AgentSandboxPoolProps = {
  platform,
  namespace: 'team-a',
  createNamespace: true,
  name: 'claude',
  replicas: 3,
  // The policy's fence adds the public names; this opens DNS and one service, and keeps everything else shut.
  network: { ingress: 'none', egress: [{ to: [{ namespace: 'team-a', pods: { app: 'tickets' } }], ports: [8080] }] },
  claimers: [{ kind: 'Group', name: 'team-a' }],
  podTemplate: {
    spec: {
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        fsGroup: 1000,
        ...podSecurityOf(seccomp),
      },
      containers: [
        {
          name: 'sandbox',
          image: 'registry.example/agents/claude:2026.11',
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '2Gi' } },
          volumeMounts: [
            { name: 'tmp', mountPath: '/tmp' },
            { name: 'work', mountPath: '/sandbox' },
          ],
        },
      ],
      volumes: [
        { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
        { name: 'work', emptyDir: { sizeLimit: '2Gi' } },
      ],
    },
  },
};

/** The policy, attached to the pool: the file, and a fence that knows names. */
export const attached: OpenShellPolicyProps = {
  platform,
  namespace: 'team-a',
  name: 'claude',
  policy,
  attachTo: [{ pool: 'claude', inside: 'nothing' }],
  backends: { 'tickets.team-a.svc.cluster.local': { podLabels: { app: 'tickets' }, targetPort: 8080 } },
  admission: true,
  acknowledge: [
    {
      rule: 'KF2303',
      reason:
        'no OpenShell runs in these pods: names and ports are held by Cilium, methods and paths by nobody, and the sandboxes get credentials that may no more than read',
    },
  ],
};
