import type { Report } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { KubernetesObject } from '../../../plan/resource';
import { Spot } from '../spot';

const POD: Path = ['spec', 'podTemplate', 'spec'];

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** What is known of a pod now. */
interface PodView {
  /** `undefined` when it is known only later. */
  readonly pod: Spot | undefined;
  /** `undefined` when one of them, or a list of them, is known only later. */
  readonly containers: readonly Spot[] | undefined;
}

function viewPod(root: Spot): PodView {
  const pod = root.known(POD);
  return { pod, containers: pod && knownContainers(pod) };
}

function knownContainers(pod: Spot): readonly Spot[] | undefined {
  const containers: Spot[] = [];
  for (const list of CONTAINER_LISTS) {
    const items = pod.knownItems([list]);
    if (items === undefined) return undefined;
    containers.push(...items);
  }
  return containers;
}

/** Visits the pod that a Sandbox or SandboxTemplate describes. */
export function lookAtPod(object: KubernetesObject, report: Report, visit: (pod: Spot) => void): void {
  const root = Spot.of(object, report);
  const { pod } = root.once(viewPod);
  if (pod === undefined) root.look(POD, (later) => later.value !== undefined && visit(later));
  else if (pod.value !== undefined) visit(pod);
}

/** Visits every container of the pod: init, ordinary and ephemeral ones. */
export function eachContainer(object: KubernetesObject, report: Report, visit: (container: Spot, pod: Spot) => void) {
  const { pod, containers } = Spot.of(object, report).once(viewPod);
  if (pod === undefined || containers === undefined) {
    lookAtPod(object, report, (later) => {
      for (const list of CONTAINER_LISTS) later.each([list], (container) => visit(container, later));
    });
  } else {
    for (const container of containers) visit(container, pod);
  }
}

/** The container's name for a message. */
export function nameOf(container: Spot): string {
  const name = (container.value as { readonly name?: unknown } | undefined)?.name;
  return typeof name === 'string' ? `container ${name}` : 'the container';
}
