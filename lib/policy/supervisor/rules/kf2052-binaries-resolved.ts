import { example, type PolicyRule, SOUND_ENDPOINT } from '../../rules/input';
import { SHEET_46 } from '../../rules/source';

/** Names that distributions and images have as symbolic links: to a version, an alternative, or a multi-call program. */
const USUAL_LINKS = ['python', 'python3', 'pip', 'pip3', 'java', 'sh', 'awk', 'vi', 'nc', 'npm', 'npx'];

export const BINARIES_RESOLVED: PolicyRule = {
  id: 'KF2052',
  name: 'binaries-resolved',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A supervisor that reads its policy from a file compares binaries with the path of the kernel, for a script that of its interpreter, and follows no symbolic link of the image, as it does for the policy of a gateway: such a path never matches.',
  fix: 'write the path that `readlink -f` answers in the image, or a pattern such as `/usr/bin/python3*`',
  faults: ['F-POL-25'],
  sources: [SHEET_46('1.4'), 'NVIDIA/OpenShell v0.0.46, crates/openshell-sandbox/src/opa.rs, `from_files`'],
  check({ policy }, report) {
    for (const [key, { binaries = [] }] of Object.entries(policy.networkPolicies ?? {})) {
      for (const [index, binary] of binaries.entries()) {
        const name = binary.slice(binary.lastIndexOf('/') + 1);
        const isBelowLink = /^\/(bin|sbin)\//.test(binary);
        if (binary.includes('*') || (!isBelowLink && !USUAL_LINKS.includes(name))) continue;
        report({
          path: ['networkPolicies', key, 'binaries', index],
          problem: isBelowLink
            ? 'in most images `/bin` and `/sbin` are symbolic links into `/usr`'
            : `in most images \`${name}\` is a symbolic link or a script`,
          got: binary,
          ...(isBelowLink && { fix: `write \`/usr${binary}\`` }),
        });
      }
    }
  },
  examples: {
    failing: example({ networkPolicies: { api: { endpoints: [SOUND_ENDPOINT], binaries: ['/usr/bin/python3'] } } }),
    mended: example({ networkPolicies: { api: { endpoints: [SOUND_ENDPOINT], binaries: ['/usr/bin/python3.11'] } } }),
  },
};
