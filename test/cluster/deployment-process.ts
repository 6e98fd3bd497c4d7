/** As much of a Deployment as decides how its only container's process is started. */
export interface DeploymentManifest {
  metadata: { name: string; namespace?: string };
  spec: {
    template: {
      spec: {
        serviceAccountName?: string;
        containers: readonly {
          name: string;
          args?: readonly string[];
          env?: readonly EnvVar[];
        }[];
      };
    };
  };
}

interface EnvVar {
  name: string;
  value?: string;
  valueFrom?: { fieldRef?: { fieldPath: string } };
}

export interface DeploymentProcess {
  args: string[];
  env: Record<string, string>;
  namespace: string;
  serviceAccount: string;
}

/** What the kubelet would hand to the Deployment's container: its arguments, its environment, whom it runs as. Files are left out. */
export function processOf(deployment: DeploymentManifest): DeploymentProcess {
  const { containers, serviceAccountName } = deployment.spec.template.spec;
  const [container] = containers;
  if (!container || containers.length > 1) {
    throw new Error(`Deployment ${deployment.metadata.name} has ${containers.length} containers; one can be a process`);
  }
  const namespace = deployment.metadata.namespace ?? 'default';
  const serviceAccount = serviceAccountName ?? 'default';
  const fields: Fields = {
    'metadata.namespace': namespace,
    'metadata.name': `${deployment.metadata.name}-0`,
    'spec.serviceAccountName': serviceAccount,
    'status.podIP': '127.0.0.1',
  };
  const env = Object.fromEntries((container.env ?? []).map((entry) => [entry.name, valueFor(entry, fields)]));
  return { args: [...(container.args ?? [])], env, namespace, serviceAccount };
}

type Fields = Readonly<Record<string, string>>;

function valueFor({ name, value = '', valueFrom }: EnvVar, fields: Fields): string {
  if (!valueFrom) return value;
  const field = fields[valueFrom.fieldRef?.fieldPath ?? ''];
  // Left out in silence, the test would run another configuration than the one it is about.
  if (field === undefined) throw new Error(`env ${name} takes its value from where a process has none`);
  return field;
}
