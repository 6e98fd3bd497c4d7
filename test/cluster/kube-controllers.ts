import { join } from 'node:path';
import type { ApiServer } from './api-server';
import type { Tools } from './build-tools';
import { freePort } from './free-port';
import { isHealthy } from './health-check';
import { type RunningProcess, startProcess } from './process';

// The default of 20 requests a second makes the many controllers queue for seconds when they start.
const FAST_CLIENT = ['--kube-api-qps=300', '--kube-api-burst=600'];

/**
 * Every controller that is on by default: garbage collection, namespaces, ServiceAccounts, quota, Deployments, HPA.
 * The node lifecycle controller among them is what takes the not-ready taint off a new node.
 */
export function startControllerManager(tools: Tools, apiServer: ApiServer, dir: string): Promise<RunningProcess> {
  const { files } = apiServer;
  return startComponent('kube-controller-manager', tools, apiServer, dir, [
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${files.serviceAccountPrivateKey}`,
    `--root-ca-file=${files.authorityCertificate}`,
    `--cluster-signing-cert-file=${files.authorityCertificate}`,
    `--cluster-signing-key-file=${files.authorityKey}`,
    // The not-ready taint of a new node goes with the next look, every 5 s by default.
    '--node-monitor-period=1s',
    ...FAST_CLIENT,
    // HPAs are looked at every 15 s by default, quotas every 5 min.
    '--horizontal-pod-autoscaler-sync-period=2s',
    '--resource-quota-sync-period=5s',
  ]);
}

export function startScheduler(tools: Tools, apiServer: ApiServer, dir: string): Promise<RunningProcess> {
  return startComponent('kube-scheduler', tools, apiServer, dir, FAST_CLIENT);
}

async function startComponent(
  component: 'kube-controller-manager' | 'kube-scheduler',
  tools: Tools,
  apiServer: ApiServer,
  dir: string,
  args: readonly string[],
): Promise<RunningProcess> {
  const kubeconfig = apiServer.componentKubeconfig(component);
  const port = await freePort();
  return startProcess({
    name: component,
    command: tools[component],
    dir: join(dir, component),
    args: [
      `--kubeconfig=${kubeconfig}`,
      `--authentication-kubeconfig=${kubeconfig}`,
      `--authorization-kubeconfig=${kubeconfig}`,
      '--authentication-skip-lookup=true',
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--tls-cert-file=${apiServer.files.serverCertificate}`,
      `--tls-private-key-file=${apiServer.files.serverKey}`,
      // There is one of each; waiting for a lease costs seconds.
      '--leader-elect=false',
      ...args,
    ],
    ready: () => isHealthy(`https://127.0.0.1:${port}/healthz`),
  });
}
