import { join } from 'node:path';
import type { ApiClient } from './api-client';
import type { ApiServer } from './api-server';
import type { Tools } from './build-tools';
import { freePort } from './free-port';
import { isHealthy } from './health-check';
import { hasCondition, type LiveObject, type Manifest } from './kubernetes-object';
import { type RunningProcess, startProcess } from './process';

const FAKE = { 'kwok.x-k8s.io/node': 'fake' };

/** Plays the kubelet for fake nodes: their pods become Ready at once and nothing runs. */
export async function startKwok(tools: Tools, apiServer: ApiServer, dir: string): Promise<RunningProcess> {
  const port = await freePort();
  return startProcess({
    name: 'kwok',
    command: tools.kwok,
    dir: join(dir, 'kwok'),
    // Without a configuration kwok uses its built-in stages, the fast ones with a heartbeat by lease.
    args: [
      `--kubeconfig=${apiServer.kubeconfigPath}`,
      '--manage-all-nodes=false',
      '--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake',
      '--node-lease-duration-seconds=40',
      '--node-ip=10.0.0.1',
      '--cidr=10.244.0.1/16',
      `--server-address=127.0.0.1:${port}`,
    ],
    ready: () => isHealthy(`http://127.0.0.1:${port}/healthz`),
  });
}

/** Creates fake nodes and waits until pods can be scheduled on them. */
export async function createFakeNodes(client: ApiClient, count: number): Promise<void> {
  const { gitVersion } = await client.call<{ gitVersion: string }>('GET', '/version');
  const nodes = Array.from({ length: count }, (_, index) => fakeNode(`fake-${index}`, gitVersion));
  for (const node of nodes) await client.create(node);
  for (const { metadata } of nodes) {
    await client.waitFor({ apiVersion: 'v1', kind: 'Node', name: metadata.name! }, 'ready and untainted', (node) => {
      const { taints = [] } = (node as LiveObject & { spec: { taints?: unknown[] } }).spec;
      return hasCondition(node, 'Ready') && taints.length === 0;
    });
  }
}

function fakeNode(name: string, kubeletVersion: string): Manifest & Record<string, unknown> {
  const size = { cpu: '64', memory: '256Gi', 'ephemeral-storage': '1Ti', pods: '500' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: FAKE,
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' },
    } as Manifest['metadata'],
    status: { allocatable: size, capacity: size, nodeInfo: { kubeletVersion } },
  };
}
