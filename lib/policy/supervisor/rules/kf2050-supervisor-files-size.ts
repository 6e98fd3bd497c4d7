import { example, oneRule, type PolicyRule, SOUND_ENDPOINT } from '../../rules/input';
import { SUPERVISOR_FILES_BYTES, supervisorFiles, supervisorFilesSize } from '../files';

export const SUPERVISOR_FILES_SIZE: PolicyRule = {
  id: 'KF2050',
  name: 'supervisor-files-size',
  severity: 'error',
  acknowledge: 'never',
  why: 'The supervisor of a pool reads its policy from one ConfigMap, of which the API server takes 1 MiB. Presets are written out in it, so that a policy which a gateway would take may not fit.',
  fix: 'say it with fewer endpoints: patterns of hosts, several ports in one endpoint, patterns of paths',
  faults: [],
  sources: ['facts/verified.md §9'],
  check({ policy, openshell }, report) {
    const bytes = supervisorFilesSize(supervisorFiles(policy, openshell));
    if (bytes <= SUPERVISOR_FILES_BYTES) return;
    report({
      path: ['networkPolicies'],
      problem: 'the policy does not fit into the ConfigMap that the supervisor reads',
      got: bytes,
      allowed: `at most ${SUPERVISOR_FILES_BYTES} bytes, the Rego module included`,
    });
  },
  examples: { failing: example(presets(2_000)), mended: example(presets(200)) },
};

/** Endpoints that are short for a gateway and six rules each in a file. */
function presets(count: number) {
  const { rules: _, ...rest } = SOUND_ENDPOINT;
  return oneRule(
    ...Array.from({ length: count }, (_, at) => ({ ...rest, host: `h${at}.example.com`, access: 'read-write' })),
  );
}
