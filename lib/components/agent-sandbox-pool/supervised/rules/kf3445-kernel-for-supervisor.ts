import type { Rule } from '../../../../diagnostics/rule';
import { runtimeClassOf } from '../../isolation';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPlatform, exampleSupervisedPool } from '../example';
import { isSupervised } from '../policy-of';

const platform = exampleSupervisedPlatform({ runtimeClasses: ['gvisor', 'kata-qemu'] });

/** The kernel that the pod sees has what the supervisor builds its fences of. */
export const kernelForSupervisor: Rule<AgentSandboxPoolProps> = {
  id: 'KF3445',
  name: 'kernel-for-supervisor',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'gVisor’s kernel has neither Landlock nor the nftables and network namespaces that the supervisor sets up: it refuses to start, or goes on without confining files.',
  fix: 'use `runc`, or `kata` where the kernel shall be its own',
  faults: ['F-ISO-05'],
  sources: ['facts/openshell.md §3.3', 'facts/verified.md §10'],
  check(props, report) {
    if (!isSupervised(props) || typeof props.isolation === 'undefined') return;
    const { isolation } = props;
    const names = [runtimeClassOf(isolation), typeof isolation === 'object' ? isolation?.create?.handler : undefined];
    if (!names.some((name) => typeof name === 'string' && /gvisor|runsc/.test(name))) return;
    report({
      path: ['isolation'],
      problem: 'the supervisor does not run on gVisor’s kernel',
      got: isolation,
      allowed: 'runc, kata, kata-firecracker, or a RuntimeClass with a Linux kernel',
    });
  },
  examples: {
    failing: exampleSupervisedPool({ platform, isolation: 'gvisor' }),
    mended: exampleSupervisedPool({ platform, isolation: 'kata' }),
  },
};
