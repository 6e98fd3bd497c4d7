import { examplePlatform } from '../../../platform/rules/example-platform';
import { releases } from '../../../releases';
import type { OciSyscallRule } from '../../../seccomp';
import type { SeccompProfileProps } from '../props';

/** A platform whose cluster has the operator; the release is the one whose supervisor makes the sandbox itself. */
export const EXAMPLE_PLATFORM = examplePlatform({
  release: releases.KAGENT_0_9,
  images: {},
  cluster: { operators: ['security-profiles-operator'], kubernetes: '1.36' },
});

/** A profile for OpenShell's pods without a fault, delivered by the operator, for the rules' examples. */
export function exampleProfile(props: Partial<SeccompProfileProps> = {}): SeccompProfileProps {
  return {
    platform: EXAMPLE_PLATFORM,
    name: 'openshell',
    use: 'openshell-combined',
    delivery: { by: 'security-profiles-operator' },
    ...props,
  };
}

/** The same with a profile of the user's own that allows everything but what the rules say. */
export function exampleOwnProfile(syscalls: readonly OciSyscallRule[]): SeccompProfileProps {
  return exampleProfile({
    profile: {
      defaultAction: 'SCMP_ACT_ALLOW',
      architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32', 'SCMP_ARCH_AARCH64', 'SCMP_ARCH_ARM'],
      syscalls,
    },
  });
}

/** The same on a cluster of another Kubernetes, put on the pods of one namespace. */
export function exampleAttached(
  kubernetes: string,
  attach: Partial<SeccompProfileProps['attach']> = {},
  nodeAppArmor: SeccompProfileProps['platform']['cluster']['nodeAppArmor'] = 'absent',
): SeccompProfileProps {
  return exampleProfile({
    platform: { ...EXAMPLE_PLATFORM, cluster: { ...EXAMPLE_PLATFORM.cluster, kubernetes, nodeAppArmor } },
    attach: { namespaces: ['team-a-sandboxes'], ...attach },
  });
}
