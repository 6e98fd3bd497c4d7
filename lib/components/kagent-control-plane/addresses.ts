import { PORT } from './names';
import type { Settings } from './settings';

/** The controller as its callers in the cluster reach it. Its port is wired into every agent. source: facts/kagent.md §10.11 */
export function serviceUrl(settings: Settings): string {
  return `http://${hostOf(settings, settings.names.controller)}:${PORT.controller}`;
}

/** The full name of a Service of the control plane. */
export function hostOf({ namespace, platform }: Settings, service: string): string {
  return `${service}.${namespace}.svc.${platform.cluster.clusterDomain}`;
}
