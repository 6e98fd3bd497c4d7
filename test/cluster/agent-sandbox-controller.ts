import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiServer } from './api-server';
import type { Tools } from './build-tools';
import { type ConversionWebhook, issueWebhookCertificate } from './conversion-webhook';
import { freePort } from './free-port';
import { isHealthy } from './health-check';
import { type RunningProcess, startProcess } from './process';
import { forwardService } from './service-forwarder';

export interface AgentSandboxControllerOptions {
  /** The arguments of the Deployment's container. */
  args: readonly string[];
  /** The environment of the Deployment's container. */
  env?: Readonly<Record<string, string>>;
  /** Whose rights it has. */
  kubeconfigPath: string;
  /** The Deployment's namespace: a process cannot find out by itself where its leader lease belongs. */
  namespace: string;
  /**
   * How the API server reaches its conversion webhook.
   * `service`: as in a cluster. The controller makes its certificate, stores it and patches the CRDs, and the Service
   * that must exist by now leads to it. Needs the right to listen on port 443 (`canListenOnServicePorts`).
   * `url`: with a certificate of ours; afterwards point the CRDs at the result's `webhook` (`pointConversionAt`).
   * Leave out when the arguments turn the webhook off.
   */
  webhook?: 'service' | 'url';
  /** Names its folder and log when there are several. */
  name?: string;
}

export interface AgentSandboxController extends RunningProcess {
  healthUrl: string;
  metricsUrl: string;
  /** With `webhook: 'url'`. */
  webhook: ConversionWebhook | undefined;
}

const WEBHOOK_SERVICE = 'agent-sandbox-webhook-service';
const WEBHOOK_NAMESPACE = 'agent-sandbox-system';

/**
 * The real controller, started as its Deployment says, but for what a pod has of its own: ports and files. Its webhook,
 * alone of everything here, listens beyond loopback: upstream has no flag for the address.
 */
export async function startAgentSandboxController(
  tools: Tools,
  apiServer: ApiServer,
  dir: string,
  options: AgentSandboxControllerOptions,
): Promise<AgentSandboxController> {
  const { args, env, kubeconfigPath, namespace, name = 'agent-sandbox-controller' } = options;
  const home = join(dir, name);
  const metrics = `127.0.0.1:${await freePort()}`;
  const health = `127.0.0.1:${await freePort()}`;
  const webhook = await prepareWebhook(apiServer, home, options);
  const running = await startProcess({
    name,
    command: tools['agent-sandbox-controller'],
    dir: home,
    // Of a flag given twice the last one counts.
    args: [
      ...args,
      `--kubeconfig=${kubeconfigPath}`,
      `--leader-election-namespace=${namespace}`,
      `--metrics-bind-address=${metrics}`,
      `--health-probe-bind-address=${health}`,
      ...webhook.args,
    ],
    env,
    ready: async () => (await isHealthy(`http://${health}/healthz`)) && (await isHealthy(`http://${health}/readyz`)),
  }).catch(async (error: unknown) => {
    await webhook.stop();
    throw error;
  });
  return {
    ...running,
    healthUrl: `http://${health}`,
    metricsUrl: `http://${metrics}/metrics`,
    webhook: webhook.conversion,
    stop: async () => {
      // First, or the controller waits for the connections that it holds open.
      await webhook.stop();
      await running.stop();
    },
  };
}

interface PreparedWebhook {
  args: string[];
  conversion?: ConversionWebhook;
  stop(): Promise<void>;
}

async function prepareWebhook(
  apiServer: ApiServer,
  home: string,
  { webhook, args }: AgentSandboxControllerOptions,
): Promise<PreparedWebhook> {
  if (webhook === undefined) return { args: [], stop: async () => {} };
  const port = await freePort();
  const certificates = join(home, 'webhook');
  mkdirSync(certificates, { recursive: true });
  const listening = [`--webhook-cert-dir=${certificates}`, `--webhook-port=${port}`];
  if (webhook === 'url') {
    const conversion = await issueWebhookCertificate(apiServer.authority, certificates, port);
    return { args: ['--manage-webhook-certs=false', ...listening], conversion, stop: async () => {} };
  }
  const service = {
    name: flagValue(args, 'webhook-service-name') ?? WEBHOOK_SERVICE,
    namespace: flagValue(args, 'webhook-namespace') ?? WEBHOOK_NAMESPACE,
  };
  const forwarder = await forwardService(apiServer.client, service, port);
  return { args: listening, stop: forwarder.stop };
}

function flagValue(args: readonly string[], flag: string): string | undefined {
  const given = args.filter((arg) => arg.startsWith(`--${flag}=`)).at(-1);
  return given?.slice(flag.length + 3);
}
