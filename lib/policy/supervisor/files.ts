import { type OpenShellTarget, type OpenShellVersion, openShell } from '../../releases/openshell';
import type { PolicyDocument } from '../model';
import { supervisorData } from './data';
import { MODULE_0_0_46 } from './module-0-0-46';
import { MODULE_0_0_111 } from './module-0-0-111';

/** What a supervisor without a gateway reads, `--policy-rules` and `--policy-data`, by file name. */
export interface SupervisorFiles {
  readonly 'policy.rego': string;
  readonly 'policy.yaml': string;
}

const MODULES: { readonly [V in OpenShellVersion]: string } = {
  '0.0.46': MODULE_0_0_46,
  '0.0.49': MODULE_0_0_46,
  '0.0.111': MODULE_0_0_111,
};

/**
 * Both files for one policy, the same bytes for the same policy. The supervisor reads them once, so a change means
 * another pod.
 *
 * @param supervisor its version, which need not be that of any gateway; a version that is not known is a RangeError
 */
export function supervisorFiles(policy: PolicyDocument, supervisor: OpenShellTarget): SupervisorFiles {
  const release = openShell(supervisor);
  return { 'policy.rego': MODULES[release.version], 'policy.yaml': supervisorData(policy, release) };
}

/** What the API server takes in a ConfigMap, all values together. source: Kubernetes, pkg/apis/core/validation, MaxSecretSize */
const CONFIG_MAP_BYTES = 1_048_576;

/** Left to the object around the files: names, labels, annotations, managed fields. */
const OVERHEAD_BYTES = 16_384;

/** How much room the two files have in one ConfigMap. */
export const SUPERVISOR_FILES_BYTES = CONFIG_MAP_BYTES - OVERHEAD_BYTES;

/** Bytes of the two files together. */
export function supervisorFilesSize(files: SupervisorFiles): number {
  return Object.values(files).reduce((total, text) => total + Buffer.byteLength(text), 0);
}
