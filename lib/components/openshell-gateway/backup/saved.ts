import type { Settings } from '../settings';
import { keyMaterial } from '../tls/material';

/** Name of the CronJob and of all that belongs to it. */
export function backupName(name: string): string {
  return `${name}-backup`;
}

/** Secrets without which a restored database is of no use; what cert-manager makes it makes anew. source: fault F-LIF-04 */
export function savedSecrets(settings: Settings): string[] {
  const { server, jwt, credentialKey } = keyMaterial(settings);
  const certificate = settings.props.tls.certManager === undefined ? server : undefined;
  return [certificate, jwt, credentialKey].filter((name) => name !== undefined);
}
