import type { AgentSandboxController } from './agent-sandbox-controller';
import type { ControlPlane } from './control-plane';
import { pointConversionAt } from './conversion-webhook';
import { type DeploymentManifest, processOf } from './deployment-process';
import type { Manifest } from './kubernetes-object';
import { canListenOnServicePorts } from './service-forwarder';
import { only } from './synthesized';

export interface DeployedController extends AgentSandboxController {
  readonly args: readonly string[];
  /** `<namespace>/<name>` of the ServiceAccount whose rights it has. */
  readonly serviceAccount: string;
  /** How its webhook is reached; `undefined` when the Deployment turns it off. */
  readonly route: WebhookRoute | undefined;
}

export type WebhookRoute = 'service' | 'url';

/** The route that changes nothing in the manifests, where this process may take it. */
export async function bestRoute(): Promise<WebhookRoute> {
  return (await canListenOnServicePorts()) ? 'service' : 'url';
}

/**
 * The controller that these manifests deploy, in place of the pods of its Deployment, whose nodes are fake: with the
 * Deployment's arguments and environment, as its ServiceAccount.
 */
export async function startDeployedController(
  plane: ControlPlane,
  objects: readonly Manifest[],
  options: { route?: WebhookRoute; name?: string } = {},
): Promise<DeployedController> {
  const deployment = only<Manifest & DeploymentManifest>(objects, 'Deployment');
  const { args, env, namespace, serviceAccount } = processOf(deployment);
  const withWebhook = !args.includes('--enable-webhook=false');
  const route = withWebhook ? (options.route ?? (await bestRoute())) : undefined;
  const controller = await plane.startAgentSandboxController({
    args,
    env,
    namespace,
    kubeconfigPath: await plane.serviceAccountKubeconfig(namespace, serviceAccount),
    ...(route && { webhook: route }),
    ...(options.name && { name: options.name }),
  });
  if (controller.webhook) await pointConversionAt(plane.client, controller.webhook);
  return { ...controller, args, serviceAccount: `${namespace}/${serviceAccount}`, route };
}
