import type { Resource } from '../../../plan/resource';
import type { Settings } from '../settings';
import { certManagerKeys, certManagerMembers } from './cert-manager';
import { keysJobKeys, keysJobMembers } from './keys-job';

export { tlsEnv, tlsToml, tlsVolumes } from './files';

/** What the chosen source of keys and certificates needs beside the gateway. */
export function tlsMembers(settings: Settings): Resource[] {
  return [...certManagerMembers(settings), ...keysJobMembers(settings)];
}

/** Keys of what must be there before the gateway starts. */
export function tlsKeys(settings: Settings): string[] {
  return [...certManagerKeys(settings), ...keysJobKeys(settings)];
}
