import type { NetworkPeer } from '../../platform/network-peer';
import type { PlatformRef } from '../../platform/platform-ref';
import { SYNC_COMPONENT } from '../policy-sync/names';
import type { OpenShellGatewayProps } from './props';

/** The platform that the gateway belongs to, its own or its tenant's. */
export function platformOf({ platform, tenant }: OpenShellGatewayProps): PlatformRef {
  return platform ?? tenant?.platform;
}

/** The gateway's own namespace. */
export function namespaceOf({ namespace, tenant }: OpenShellGatewayProps): string {
  return namespace ?? tenant?.namespaces.gateway;
}

/** The namespace of the gateway's sandboxes. */
export function sandboxNamespaceOf({ sandboxNamespace, tenant }: OpenShellGatewayProps): string {
  return sandboxNamespace ?? tenant?.namespaces.gatewaySandboxes;
}

/**
 * Who may reach the port beside the sandboxes: a trusted proxy alone, else as the props say, else controller and sync
 * programs in the namespace of the tenant's control plane; the gateway's own program in any case.
 */
export function callersOf(props: OpenShellGatewayProps): readonly NetworkPeer[] {
  const { callers, tenant, auth, sync } = props;
  if (auth?.trustedProxy?.proxy) return [auth.trustedProxy.proxy];
  const own = sync === undefined ? [] : [podsOf(namespaceOf(props), SYNC_COMPONENT)];
  if (callers !== undefined) return [...callers, ...own];
  if (tenant === undefined) return own;
  const { controlPlane } = tenant.namespaces;
  return [podsOf(controlPlane, 'controller'), podsOf(controlPlane, SYNC_COMPONENT), ...own];
}

function podsOf(namespace: string, component: string): NetworkPeer {
  return { namespace, podLabels: { 'app.kubernetes.io/component': component } };
}
