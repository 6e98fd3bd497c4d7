import type { OpenShellRelease } from '../../releases/openshell';
import { createDecider, type Decider } from '../decide/decider';
import { hostsOverlap } from '../load/overlap';
import { asRuntime, type RuntimeEndpoint, type RuntimeNetworkPolicy } from '../load/runtime';
import type { PolicyDocument } from '../model';
import type { EndpointPlace } from './layer';
import { isLiteral } from './networks';

/** One endpoint as a layer looks at it. */
export interface Placed {
  readonly place: EndpointPlace;
  readonly endpoint: RuntimeEndpoint;
  /** Ports that the engine ever lets through: never those of the control plane where an address may be private. */
  readonly ports: readonly number[];
  readonly binaries: readonly string[];
}

/** A policy made ready to be rendered: its endpoints, and the engine to ask what it means. */
export interface Subject {
  readonly policy: PolicyDocument;
  readonly openshell: OpenShellRelease;
  readonly endpoints: readonly Placed[];
  readonly decider: Decider;
}

export function subjectOf(policy: PolicyDocument, openshell: OpenShellRelease): Subject {
  return {
    policy,
    openshell,
    endpoints: asRuntime(policy).networkPolicies.flatMap((networkPolicy) => placed(networkPolicy, openshell)),
    decider: createDecider(policy, openshell),
  };
}

function placed({ key, binaries, endpoints }: RuntimeNetworkPolicy, { limits, quirks }: OpenShellRelease): Placed[] {
  return endpoints.map((endpoint, index) => {
    const ports = [...new Set(endpoint.ports)].filter((port) => port > 0);
    const mayBePrivate =
      endpoint.allowedIps.length > 0 ||
      isLiteral(endpoint.host) ||
      (quirks.exactHostReachesPrivate && !endpoint.host.includes('*'));
    return {
      place: { policy: key, index, host: endpoint.host, ports },
      endpoint,
      ports: ports.filter((port) => !(mayBePrivate && limits.blockedPorts.includes(port))),
      binaries,
    };
  });
}

/** Whether some request to the host, or to one that the pattern fits, may be one to this endpoint. */
export function mayMean({ endpoint }: Placed, host: string): boolean {
  const isDead = endpoint.host === '' && endpoint.allowedIps.length === 0;
  return !isDead && hostsOverlap(endpoint.host, host);
}
