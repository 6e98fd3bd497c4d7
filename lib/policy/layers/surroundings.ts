import type { ResolvedClusterFacts } from '../../platform/cluster';
import { type ServiceHost, serviceOfHost } from '../../syntax/host';

/** What network layers have to know beside the policy. */
export interface Surroundings {
  readonly cluster: ResolvedClusterFacts;
  /**
   * What stands behind in-cluster hosts of the policy: policies outside the pod see the pods, not the Service.
   *
   * @default - every pod of the Service's namespace, on the Service's own port
   */
  readonly backends?: { readonly [host: string]: Backend };
  /** Connections that the sandbox machinery itself needs: gateway, model server, collector. @default - none */
  readonly infrastructure?: readonly InfrastructureFlow[];
}

/** The pods behind a Service. */
export interface Backend {
  /** Labels of the pods. */
  readonly podLabels: { readonly [label: string]: string };
  /** Their port, which may differ from the Service's. */
  readonly targetPort: number;
}

/** One connection that is no matter of the policy. */
export interface InfrastructureFlow {
  /** What it is for; part of the explanation. */
  readonly purpose: string;
  /** Pods of a namespace, an address block, or (Cilium only, else any public address) a public host name. */
  readonly to:
    | { readonly namespace: string; readonly podLabels?: { readonly [label: string]: string } }
    | { readonly cidr: string }
    | { readonly host: string };
  /** Port of the peer, behind its Service. */
  readonly port: number;
}

/** A Service of the cluster that an endpoint names, with what is known to stand behind it. */
export interface InClusterHost extends ServiceHost {
  readonly backend: Backend | undefined;
}

export function inClusterHost(host: string, { cluster, backends = {} }: Surroundings): InClusterHost | undefined {
  const service = serviceOfHost(host.toLowerCase(), cluster.clusterDomain);
  return service && { ...service, backend: Object.hasOwn(backends, host) ? backends[host] : undefined };
}
