import type { Manifest } from './kubernetes-object';
import { upstreamObjects } from './upstream-files';

export interface Crd extends Manifest {
  spec: { conversion?: unknown; versions: { name: string }[] };
}

const FOLDER = 'agent-sandbox-v0.5.6';
const CRDS = [
  'agents.x-k8s.io_sandboxes',
  'extensions.agents.x-k8s.io_sandboxclaims',
  'extensions.agents.x-k8s.io_sandboxtemplates',
  'extensions.agents.x-k8s.io_sandboxwarmpools',
];

export function crds(): Crd[] {
  return upstreamObjects<Crd>(...CRDS.map((name) => `${FOLDER}/${name}.yaml`));
}
