import type { Report } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { KubernetesObject } from '../../../plan/resource';
import { Spot } from '../spot';

const POD: Path = ['spec', 'podTemplate', 'spec'];

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** Visits the pod that a Sandbox or SandboxTemplate describes. */
export function lookAtPod(object: KubernetesObject, report: Report, visit: (pod: Spot) => void): void {
  Spot.of(object, report).look(POD, (pod) => {
    if (pod.value !== undefined) visit(pod);
  });
}

/** Visits every container of the pod: init, ordinary and ephemeral ones. */
export function eachContainer(object: KubernetesObject, report: Report, visit: (container: Spot, pod: Spot) => void) {
  lookAtPod(object, report, (pod) => {
    for (const list of CONTAINER_LISTS) pod.each([list], (container) => visit(container, pod));
  });
}

/** The container's name for a message. */
export function nameOf(container: Spot): string {
  const name = (container.value as { readonly name?: unknown } | undefined)?.name;
  return typeof name === 'string' ? `container ${name}` : 'the container';
}
