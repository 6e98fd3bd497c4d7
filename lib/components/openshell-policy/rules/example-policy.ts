import type { PlatformRef } from '../../../platform/platform-ref';
import { examplePlatform } from '../../../platform/rules/example-platform';
import type { Policy } from '../../../policy';
import { findRelease, releases } from '../../../releases';
import { findOpenShell } from '../../../releases/openshell';
import type { HarnessTarget, OpenShellPolicyProps, OpenShellPolicySettings } from '../props';

/** A policy without a fault, for the rules' examples. */
export const EXAMPLE_POLICY: Policy = {
  version: 1,
  filesystem: {
    includeWorkdir: true,
    readOnly: ['/usr', '/lib', '/etc'],
    readWrite: ['/sandbox', '/tmp', '/dev/null'],
  },
  landlock: { compatibility: 'best_effort' },
  process: { runAsUser: 'sandbox', runAsGroup: 'sandbox' },
  networkPolicies: {
    tickets: {
      binaries: ['/usr/local/bin/node'],
      endpoints: [
        {
          host: 'tickets.example.com',
          port: 443,
          protocol: 'rest',
          enforcement: 'enforce',
          rules: [{ method: 'GET', path: '/v1/**' }],
        },
      ],
    },
  },
};

export const EXAMPLE_HARNESS: HarnessTarget = {
  harness: 'coder',
  harnessNamespace: 'team-a',
  backend: 'nemoclaw',
  gateway: { refVersion: 1, name: 'gateway', namespace: 'team-a-gateway', sandboxNamespace: 'team-a-sandboxes' },
};

/** A component without a fault: a supervised pool, on the release that kagent drives. */
export function examplePolicyProps(props: Partial<OpenShellPolicySettings> = {}): OpenShellPolicyProps {
  return examplePolicyOn(examplePlatform({ release: releases.KAGENT_0_9, cluster: { cni: 'cilium' } }), props);
}

/** The same on another platform. */
export function examplePolicyOn(
  platform: PlatformRef,
  props: Partial<OpenShellPolicySettings> = {},
): OpenShellPolicyProps {
  return {
    platform,
    namespace: 'team-a-sandboxes',
    name: 'tickets',
    policy: isStrictOn(platform)
      ? { ...EXAMPLE_POLICY, landlock: { compatibility: 'hard_requirement' } }
      : EXAMPLE_POLICY,
    attachTo: [{ pool: 'claude', inside: 'openshell' }],
    ...props,
  };
}

/** Whether the OpenShell of the release can confine files strictly, which it then should. (F-REL-05) */
function isStrictOn({ release }: PlatformRef): boolean {
  const known = findRelease(release);
  return known !== undefined && findOpenShell(known)?.quirks.survivesHardRequirement === true;
}
