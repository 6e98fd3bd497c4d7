import { contentHash } from '../../plan/canonical-json';

/** `app.kubernetes.io/component` of the program's pods, by which a gateway lets them in. */
export const SYNC_COMPONENT = 'sync';

/** Port of metrics and probes, while the program watches. */
export const STATUS_PORT = 9090;

/** Key of the document in its ConfigMap, and the file's name. */
export const STATE_FILE = 'gateway-state.yaml';

/** Jobs add 11 characters, and a pod's label has room for 63. */
const LONGEST_NAME = 52;

/** The name for the objects of somebody's own program: `<name>-sync`, shortened where that is too long. */
export function syncNameOf(name: string): string {
  const full = `${name}-sync`;
  if (full.length <= LONGEST_NAME) return full;
  return `${name.slice(0, LONGEST_NAME - 14).replace(/[-.]+$/, '')}-${contentHash(name).slice(0, 8)}-sync`;
}

/** How long a name may be, and why. */
export const NAME_LIMIT = { max: LONGEST_NAME, because: 'a Job’s name ends in a hash of what it writes' } as const;

/** Selector labels of the program's pods. */
export function syncSelector(name: string) {
  return { 'app.kubernetes.io/name': 'kagent-fleet-sync', 'app.kubernetes.io/instance': name };
}

/** Name of what is made anew whenever its content is another. */
export function contentName(name: string, content: unknown): string {
  return `${name}-${contentHash(content).slice(0, 10)}`;
}
