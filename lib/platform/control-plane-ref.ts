import type { GatewayRef } from './gateway-ref';
import type { PlatformRef, REF_VERSION } from './platform-ref';

/** A kagent control plane as plain data: all that its agents, models, tools and harnesses have to know. */
export interface ControlPlaneRef {
  readonly refVersion: typeof REF_VERSION;
  readonly platform: PlatformRef;
  readonly name: string;
  readonly namespace: string;
  /** Namespaces whose custom resources it reconciles, its own included; `all` for every one. source: facts/kagent.md §10.12 */
  readonly watches: readonly string[] | 'all';
  /** The controller's Service, and its pods for the NetworkPolicies of those who call or are called. */
  readonly controller: {
    readonly service: string;
    readonly port: number;
    readonly podLabels: { readonly [label: string]: string };
  };
  /** The gateway that harnesses run on. Absent: AgentHarness objects have no runtime. source: fault F-KAG-09 */
  readonly gateway?: GatewayRef;
  /** Name of the ModelConfig made with the control plane, in its namespace. */
  readonly defaultModelConfig?: string;
  /** Whether the database can hold vectors, which memory needs. source: fault F-KAG-25 */
  readonly memory: boolean;
  /** RemoteMCPServers made with the control plane, in its namespace. */
  readonly toolServers: readonly string[];
  /** Whether kmcp reconciles MCPServers. */
  readonly kmcp: boolean;
}
