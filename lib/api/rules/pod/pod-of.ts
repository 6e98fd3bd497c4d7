import type { Report } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { KubernetesObject } from '../../../plan/resource';
import { Spot } from '../spot';

const POD: Path = ['spec', 'podTemplate', 'spec'];

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** What is known of a pod now; all rules of one evaluation look at the same one. */
interface PodView {
  readonly root: Spot;
  /** `undefined` when it is known only later. */
  readonly pod: Spot | undefined;
  /** `undefined` when one of them, or a list of them, is known only later. */
  readonly containers: readonly Spot[] | undefined;
}

const views = new WeakMap<Report, PodView>();

function viewOf(object: KubernetesObject, report: Report): PodView {
  const known = views.get(report);
  if (known?.root.value === object) return known;
  const root = Spot.of(object, report);
  const pod = root.known(POD);
  const view = { root, pod, containers: pod && knownContainers(pod) };
  views.set(report, view);
  return view;
}

function knownContainers(pod: Spot): readonly Spot[] | undefined {
  const containers: Spot[] = [];
  for (const list of CONTAINER_LISTS) {
    const items = pod.known([list]);
    if (items === undefined) return undefined;
    if (!Array.isArray(items.value)) continue;
    for (let index = 0; index < items.value.length; index++) {
      const container = items.known([index]);
      if (container === undefined) return undefined;
      containers.push(container);
    }
  }
  return containers;
}

/** Visits the pod that a Sandbox or SandboxTemplate describes. */
export function lookAtPod(object: KubernetesObject, report: Report, visit: (pod: Spot) => void): void {
  const { root, pod } = viewOf(object, report);
  if (pod === undefined) root.look(POD, (later) => later.value !== undefined && visit(later));
  else if (pod.value !== undefined) visit(pod);
}

/** Visits every container of the pod: init, ordinary and ephemeral ones. */
export function eachContainer(object: KubernetesObject, report: Report, visit: (container: Spot, pod: Spot) => void) {
  const { pod, containers } = viewOf(object, report);
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
