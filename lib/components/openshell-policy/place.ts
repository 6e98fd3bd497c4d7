import type { PlatformRef } from '../../platform/platform-ref';
import { findRelease } from '../../releases';
import { findOpenShell, type OpenShellRelease } from '../../releases/openshell';
import type { OpenShellPolicyProps } from './props';

/** The platform that the policy belongs to, its own or its tenant's. */
export function platformOf({ platform, tenant }: OpenShellPolicyProps): PlatformRef {
  return platform ?? tenant.platform;
}

/** The namespace of the ConfigMap and of the pods that are no harness'. */
export function namespaceOf({ namespace, tenant }: OpenShellPolicyProps): string {
  return namespace ?? tenant.namespaces.sandboxes;
}

/** The OpenShell of the platform's release, if that is known. */
export function openShellOf(props: OpenShellPolicyProps): OpenShellRelease | undefined {
  const release = findRelease(platformOf(props).release);
  return release && findOpenShell(release);
}
