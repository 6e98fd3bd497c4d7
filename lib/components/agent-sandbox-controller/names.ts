// Upstream's names and its kustomize labels, so that an installation of upstream's manifests is taken over in place and
// what others select (PodMonitors, API priority) goes on matching. source: facts/agent-sandbox.md §3, §7.18; fault F-LIF-07

/** Name of the controller's Deployment, ServiceAccount, roles and metrics Service. */
export const CONTROLLER = 'agent-sandbox-controller';

export const EXTENSIONS_ROLE = 'agent-sandbox-controller-extensions';

export const WEBHOOK_SERVICE = 'agent-sandbox-webhook-service';

/** The Secret in which the controller keeps the certificate that it makes; the name is compiled in. */
export const WEBHOOK_SECRET = 'agent-sandbox-webhook-certs';

/** The Secret that cert-manager writes; another name, because the two differ in type. */
export const CERT_MANAGER_SECRET = 'agent-sandbox-webhook-tls';

export const CERT_MANAGER_CERTIFICATE = 'agent-sandbox-webhook';

export const ROTATION = 'agent-sandbox-webhook-rotation';

/** The ConfigMap with the allowed label domains. source: facts/agent-sandbox.md §2.7 */
export const CONFIG_MAP = 'agent-sandbox-config';

/** The Lease of the leader. source: facts/agent-sandbox.md §3, Flags */
export const LEASE = 'a3317529.agent-sandbox.x-k8s.io';

/** The selector of the Deployment, minimal because it can never change. */
export const SELECTOR = { app: CONTROLLER } as const;

export const PORT = { metrics: 8080, health: 8081, webhook: 9443 } as const;
