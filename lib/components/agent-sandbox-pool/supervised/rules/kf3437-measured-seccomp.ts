import type { Rule } from '../../../../diagnostics/rule';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPool } from '../example';
import { isSupervised } from '../policy-of';

/** The supervisor runs under the profile that it was run under. */
export const measuredSeccomp: Rule<AgentSandboxPoolProps> = {
  id: 'KF3437',
  name: 'measured-seccomp',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'Runtimes differ in what their default profile lets a container with SYS_ADMIN do, and old ones answer Landlock’s calls with EPERM: best_effort then goes on without any confinement of files, in silence.',
  fix: 'deliver a SeccompProfile with `use: openshell-combined` and give `seccompProfile: { localhostProfile: localhostProfileOf(profile) }`; or acknowledge after a look at the nodes’ runtime',
  faults: ['F-ISO-03'],
  sources: ['facts/verified.md §10', 'facts/openshell.md §4.5'],
  check(props, report) {
    if (!isSupervised(props)) return;
    const { seccompProfile } = props;
    const isLocal = typeof seccompProfile === 'object' && typeof seccompProfile?.localhostProfile === 'string';
    if (isLocal && seccompProfile.localhostProfile !== '') return;
    report({
      path: ['seccompProfile'],
      problem: 'the supervisor was run under the profile `openshell-combined`, and not under this one',
      got: seccompProfile ?? 'RuntimeDefault',
      allowed: '{ localhostProfile }',
    });
  },
  examples: {
    failing: exampleSupervisedPool({ seccompProfile: undefined }),
    mended: exampleSupervisedPool({ seccompProfile: { localhostProfile: 'operator/openshell.json' } }),
  },
};
