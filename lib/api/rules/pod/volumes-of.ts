import { isDeferred } from '../../../plan/leaf';
import type { Spot } from '../spot';

/** Names found in lists of which every item and name is known; `undefined` as soon as one is deferred. */
export type Names = ReadonlySet<string> | undefined;

const NO_NAMES: Names = new Set();

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** The volumes that the containers of a pod mount or attach as devices. */
export function mountedVolumes(pod: Spot): Names {
  const containers = concat(CONTAINER_LISTS.map((list) => itemsOf(fieldOf(pod.value, list))));
  const mounts = containers?.flatMap((container) => [
    itemsOf(fieldOf(container, 'volumeMounts')),
    itemsOf(fieldOf(container, 'volumeDevices')),
  ]);
  return namesOf(mounts && concat(mounts), nameOfItem);
}

function nameOfItem(item: unknown): unknown {
  return fieldOf(item, 'name');
}

/** The volumes that a pod defines itself. */
export function ownVolumes(pod: Spot): Names {
  return namesOf(itemsOf(fieldOf(pod.value, 'volumes')), nameOfItem);
}

/** The volumes that the controller adds for volume claim templates. */
export function claimedVolumes(templates: Spot): Names {
  return namesOf(itemsOf(templates.value), (template) => fieldOf(fieldOf(template, 'metadata'), 'name'));
}

// A deferred value answers with itself, so that whoever asked sees that the answer is not known yet.
function fieldOf(value: unknown, field: string): unknown {
  if (isDeferred(value)) return value;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}

function itemsOf(list: unknown): readonly unknown[] | undefined {
  if (isDeferred(list)) return undefined;
  return Array.isArray(list) ? list : [];
}

function concat(lists: readonly (readonly unknown[] | undefined)[]): readonly unknown[] | undefined {
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
}

function namesOf(items: readonly unknown[] | undefined, nameOf: (item: unknown) => unknown): Names {
  if (items === undefined) return undefined;
  if (items.length === 0) return NO_NAMES;
  const names = new Set<string>();
  for (const item of items) {
    const name = nameOf(item);
    if (isDeferred(name)) return undefined;
    if (typeof name === 'string') names.add(name);
  }
  return names;
}
