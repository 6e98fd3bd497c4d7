import type { Manifest } from './kubernetes-object';
import { upstreamObjects } from './upstream-files';

export const SYSTEM = 'agent-sandbox-system';
export const CONTROLLER = 'agent-sandbox-controller';

export interface Crd extends Manifest {
  spec: { conversion?: unknown; versions: { name: string }[] };
}

const FOLDER = 'agent-sandbox-v0.5.6';
const INSTALLATION = ['controller', 'rbac.generated', 'extensions', 'extensions-rbac.generated'];
const CRDS = [
  'agents.x-k8s.io_sandboxes',
  'extensions.agents.x-k8s.io_sandboxclaims',
  'extensions.agents.x-k8s.io_sandboxtemplates',
  'extensions.agents.x-k8s.io_sandboxwarmpools',
];
const IDENTITY = ['Namespace', 'ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];

export function crds(): Crd[] {
  return upstreamObjects<Crd>(...CRDS.map((name) => `${FOLDER}/${name}.yaml`));
}

/** The CRDs as 1.x has them: with v1beta1 alone there is nothing to convert. */
export function crdsWithoutConversion(): Crd[] {
  return crds().map((crd) => {
    const { conversion: _, ...spec } = crd.spec;
    return { ...crd, spec: { ...spec, versions: spec.versions.filter(({ name }) => name === 'v1beta1') } };
  });
}

/** Namespace, ServiceAccount and rights of the controller. */
export function controllerIdentity(): Manifest[] {
  return installation().filter(({ kind }) => IDENTITY.includes(kind));
}

export function controllerServices(): Manifest[] {
  return installation().filter(({ kind }) => kind === 'Service');
}

function installation(): Manifest[] {
  return upstreamObjects(...INSTALLATION.map((name) => `${FOLDER}/${name}.yaml`));
}
