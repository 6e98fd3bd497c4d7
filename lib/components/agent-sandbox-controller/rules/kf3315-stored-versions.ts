import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { isBefore, parseReleaseVersion, type Version } from '../../../platform/version';
import type { AgentSandboxControllerProps, InstalledAgentSandbox } from '../props';
import { exampleController } from './example-controller';

/** CRDs that are taken over have no object stored in a version which they lose. */
export const STORED_VERSIONS: Rule<AgentSandboxControllerProps> = {
  id: 'KF3315',
  name: 'stored-versions',
  severity: 'error',
  acknowledge: 'never',
  why: 'The API server rejects a CRD without a version that its status.storedVersions still lists: the upgrade stops halfway.',
  fix: 'move to agent-sandbox 0.5.6 as upstream ships it, rewrite every object (kubectl get … -o name, then kubectl patch each with an empty patch), remove v1alpha1 from status.storedVersions of the four CRDs, and say storedVersions: [v1beta1]',
  faults: ['F-LIF-05'],
  sources: ['facts/agent-sandbox.md §1.6'],
  check({ upgradesFrom, crds }, report) {
    if (upgradesFrom === undefined || crds === 'external') return;
    const { version } = upgradesFrom;
    const parsed = parseReleaseVersion(version);
    for (const finding of findingsOf(['upgradesFrom', 'version'], 'the version', version, parsed)) report(finding);
    if (!parsed.ok || !storedVersions(upgradesFrom, parsed.value).includes('v1alpha1')) return;
    report({
      path: ['upgradesFrom', 'storedVersions'],
      problem:
        upgradesFrom.storedVersions === undefined
          ? `an agent-sandbox ${version} may hold objects stored as v1alpha1, which these CRDs do not have`
          : 'objects are stored as v1alpha1, which these CRDs do not have',
      got: upgradesFrom.storedVersions,
      allowed:
        'v1beta1 only, as `kubectl get crd -o custom-columns=NAME:.metadata.name,STORED:.status.storedVersions` shows',
    });
  },
  examples: {
    failing: exampleController({ upgradesFrom: { version: '0.4.6', by: 'kustomize' } }),
    mended: exampleController({ upgradesFrom: { version: '0.5.6', by: 'kustomize', storedVersions: ['v1beta1'] } }),
  },
};

// An installation that came up through 0.4 keeps v1alpha1 in the list, and 0.5 does not tell which one it is.
function storedVersions({ by, storedVersions: said }: InstalledAgentSandbox, version: Version): readonly string[] {
  if (said !== undefined) return said;
  if (by === 'kagent-fleet') return ['v1beta1'];
  return isBefore(version, [0, 5]) ? ['v1alpha1'] : ['v1alpha1', 'v1beta1'];
}
