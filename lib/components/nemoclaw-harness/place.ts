import { isRecord } from '../../api/rules/spot';
import type { ControlPlaneRef } from '../../platform/control-plane-ref';
import type { GatewayRef } from '../../platform/gateway-ref';
import { isBefore, parseReleaseVersion, type Version } from '../../platform/version';
import { findOpenShell, type OpenShellRelease } from '../../releases/openshell';
import { namespaceOf } from '../kagent-resource/place';
import type { NemoClawHarnessProps } from './props';

/** Whether this is the ref of a control plane, by what it has to hold. */
export function isControlPlane(value: unknown): value is ControlPlaneRef {
  if (!isRecord(value) || !isRecord(value.platform) || typeof value.namespace !== 'string') return false;
  return value.watches === 'all' || Array.isArray(value.watches);
}

/** The OpenShell that enforces the policy; unknown without a gateway. */
export function openShellOf({ controlPlane }: NemoClawHarnessProps): OpenShellRelease | undefined {
  const version = controlPlane?.gateway?.version;
  return version === undefined ? undefined : findOpenShell(version);
}

/** The gateway; the rules have passed, so there is one. */
export function gatewayOf({ controlPlane }: NemoClawHarnessProps): GatewayRef {
  if (controlPlane.gateway === undefined) throw new Error('the control plane has no gateway');
  return controlPlane.gateway;
}

/** The name under which kagent asks the gateway for the sandbox, and of the pod. source: facts/kagent.md §3 */
export function sandboxNameOf(props: NemoClawHarnessProps): string {
  return `${namespaceOf(props)}-${props.name}`;
}

/** Whether somebody writes the policy into the gateway: a program of the harness's own, or whoever runs `sync`. */
export function isSynced({ sync }: NemoClawHarnessProps): boolean {
  return sync === true || isRecord(sync);
}

/** Whether the gateway is of this version or a later one. */
export function isGatewayFrom({ controlPlane }: NemoClawHarnessProps, first: Version): boolean {
  const version = parseReleaseVersion(controlPlane.gateway?.version);
  return version.ok && !isBefore(version.value, first);
}
