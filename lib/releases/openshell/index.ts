import { OPENSHELL_0_0_46 } from './openshell-0.0.46';
import { OPENSHELL_0_0_49 } from './openshell-0.0.49';
import { OPENSHELL_0_0_111 } from './openshell-0.0.111';
import { OPENSHELL_VERSIONS, type OpenShellRelease, type OpenShellVersion } from './release';

export {
  OPENSHELL_VERSIONS,
  type OpenShellLimits,
  type OpenShellQuirks,
  type OpenShellRelease,
  type OpenShellVersion,
} from './release';

const BY_VERSION: { readonly [V in OpenShellVersion]: OpenShellRelease } = {
  '0.0.46': OPENSHELL_0_0_46,
  '0.0.49': OPENSHELL_0_0_49,
  '0.0.111': OPENSHELL_0_0_111,
};

/** Lowest version first, so that "needs at least" can be answered. */
export const OPENSHELL_RELEASES: readonly OpenShellRelease[] = OPENSHELL_VERSIONS.map((version) => BY_VERSION[version]);

/** Which OpenShell is meant: its version, its release data, or a release tuple that names it. */
export type OpenShellTarget = string | OpenShellRelease | { readonly openshell: { readonly version: string } };

/** What is known of the OpenShell that is meant, or `undefined` for a version whose reading is not known. */
export function findOpenShell(target: OpenShellTarget): OpenShellRelease | undefined {
  const version = versionOf(target);
  return version !== undefined && Object.hasOwn(BY_VERSION, version)
    ? BY_VERSION[version as OpenShellVersion]
    : undefined;
}

/** As `findOpenShell`, for callers that cannot go on without. */
export function openShell(target: OpenShellTarget): OpenShellRelease {
  const found = findOpenShell(target);
  if (found === undefined) {
    throw new RangeError(
      `OpenShell ${JSON.stringify(versionOf(target) ?? null)} is not a version whose policy engine is known; ` +
        `known are ${OPENSHELL_VERSIONS.join(', ')}`,
    );
  }
  return found;
}

/** Also for what is no target at all, since callers read untyped input. */
function versionOf(target: OpenShellTarget | null | undefined): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null) return undefined;
  const named: unknown = 'openshell' in target ? target.openshell?.version : target.version;
  return typeof named === 'string' ? named : undefined;
}
