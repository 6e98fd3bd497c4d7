import type { Affinity, EnvVar, ResourceRequirements, Toleration, TopologySpreadConstraint } from '../../api';
import type { Deep, Leaf } from '../../plan/leaf';
import type { SecretKeyRef } from '../../plan/secret-ref';
import type { GatewayRef } from '../../platform/gateway-ref';
import type { Place } from '../../platform/tenant-ref';
import type { ComponentProps } from '../definition';
import type { Observability } from '../observability/props';
import type { ControlPlaneAddons } from './addons/props';
import type { ControlPlaneDatabase } from './database/props';
import type { EgressRule } from './fence/props';
import type { FrontDoor } from './front-door/props';
import type { ModelDefaults } from './model-props';
import type { TlsProxy } from './tls-proxy/props';

/** kagent: controller, UI, kmcp, tools and database, in one namespace. */
export type KagentControlPlaneProps = ControlPlaneSettings & Place;

export interface ControlPlaneSettings extends ComponentProps {
  /**
   * Prefix of every name, as upstream's release name is; at most 20 characters. KF5001.
   *
   * @default kagent
   */
  readonly name?: string;
  /** Whether the namespace is made here, labelled `restricted`. A tenant's namespaces are made by its Tenant. @default false */
  readonly createNamespace?: boolean;
  /** Who installs the CRDs of kagent and kmcp: once per cluster. KF5002. @default bundled */
  readonly crds?: 'bundled' | 'external';
  /** The gateway that harnesses run on; with mutual TLS the controller gets a TLS-originating sidecar. KF5003. source: facts/verified.md §5 @default - none: no AgentHarness works */
  readonly gateway?: GatewayRef;
  /** A Secret key with the bearer token for a gateway that asks for OIDC; mounted as a file and read once, at the start. KF5003. source: fault F-SCR-03 @default - none */
  readonly gatewayToken?: SecretKeyRef;
  /** The sidecar that speaks mutual TLS for kagent. KF5013. @default - haproxy, where the gateway wants mutual TLS */
  readonly tlsProxy?: TlsProxy;
  /** Sessions, memory, tool cache. KF5010 and up. */
  readonly database: ControlPlaneDatabase;
  /** Namespaces with agents and other custom resources beside its own; RBAC, kmcp and tools follow. KF5009. source: fault F-KAG-27 @default - only its own */
  readonly watchNamespaces?: readonly string[];
  /**
   * How far its rights go: `namespaced` are Roles in the watched namespaces, `cluster` the same rules for all
   * namespaces, `upstream` the chart's rules. KF5004. source: facts/verified.md §11; facts/kagent.md §10.9
   *
   * @default namespaced
   */
  readonly rbac?: 'namespaced' | 'cluster' | 'upstream';
  /** The ModelConfig that comes with the control plane. KF5012. @default - the gateway's `inference`, when it has one */
  readonly defaultModel?: ModelDefaults | 'none';
  /** Who gets in, and how. KF5020 and up. source: facts/kagent.md §5 */
  readonly frontDoor: FrontDoor;
  /** kmcp, tools server, querydoc, grafana-mcp. @default - kmcp, and the tools server read-only */
  readonly addons?: ControlPlaneAddons;
  /** The ConfigMap of prompt parts. @default true */
  readonly promptLibrary?: boolean;
  /** The controller. @default - see each */
  readonly controller?: ControllerSettings;
  /** The web UI. `false` leaves it out. @default - see each */
  readonly ui?: UiSettings | false;
  /** Where controller, agents and MCPServers may go beside what the parts of this component need: models, MCP servers. KF5040. @default - nowhere */
  readonly egress?: readonly EgressRule[];
  /** Settings of the pods that the controller makes for agents. @default - see each */
  readonly agents?: AgentDefaults;
  /** Rewrites of internal URLs by a proxy: one of the two. KF5007. source: facts/kagent.md §4 @default - none */
  readonly proxy?: { readonly url: string } | { readonly mcpEgressPlaintext: true };
  /** Metrics, traces, logs. @default - nobody may scrape, nothing is exported */
  readonly observability?: Observability;
  /** Secrets to pull the images of the control plane with. @default - none */
  readonly imagePullSecrets?: readonly { readonly name: Leaf<string> }[];
  /** Priority class of its pods. @default - the cluster's default */
  readonly priorityClassName?: string;
  /** Nodes for its pods. @default - `kubernetes.io/os: linux` */
  readonly nodeSelector?: { readonly [label: string]: Leaf<string> };
  /** @default - none */
  readonly tolerations?: Deep<readonly Toleration[]>;
  /** @default - none */
  readonly affinity?: Deep<Affinity>;
  /** @default - over nodes and zones, where a part has more than one pod */
  readonly topologySpreadConstraints?: Deep<readonly TopologySpreadConstraint[]>;
}

/** The controller: reconcilers, API, A2A and MCP server in one process. source: facts/kagent.md §2, Controller */
export interface ControllerSettings {
  /** KF1101, KF1102, KF5014. @default - the release's, from ghcr.io. source: facts/kagent.md §0.3 */
  readonly image?: Leaf<string>;
  /** Above 1 a leader is elected; needs an outside database. KF5005. @default 1 */
  readonly replicas?: number;
  /** @default - requests 100m and 128Mi, limits 2 and 512Mi; 64Mi to 512Mi of ephemeral storage, as all parts. source: facts/kagent.md §2, Controller */
  readonly resources?: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
  /** Least severity that is logged; upstream knows no `warn`. KF5005. @default info */
  readonly logLevel?: 'debug' | 'info' | 'error';
  /** Address of the controller in agent cards, as callers from outside see it; without a path. KF5007. @default - its Service */
  readonly a2aBaseUrl?: string;
  /** Flags that no prop sets; of a flag and its variable the variable wins. KF5006. @default - none */
  readonly extraArgs?: readonly string[];
  /** Environment that no prop sets; of Secrets only by reference. KF5006. source: fault F-SCR-03 @default - none */
  readonly extraEnv?: Deep<readonly EnvVar[]>;
  /** More labels of its pods. KF5006. @default - none */
  readonly podLabels?: { readonly [key: string]: Leaf<string> };
  /** More annotations of its pods. KF5006. @default - none */
  readonly podAnnotations?: { readonly [key: string]: Leaf<string> };
  /** Annotations of its ServiceAccount, e.g. for a cloud's workload identity. @default - none */
  readonly serviceAccountAnnotations?: { readonly [key: string]: Leaf<string> };
}

/** The web UI: nginx before a Next.js server, in one container. source: facts/kagent.md §2, UI */
export interface UiSettings {
  /** KF1101, KF1102, KF5014. @default - the release's, from ghcr.io */
  readonly image?: Leaf<string>;
  /** KF5005. @default 1 */
  readonly replicas?: number;
  /** @default - requests 100m and 256Mi, limits 1 and 1Gi; 64Mi to 512Mi of ephemeral storage. source: facts/kagent.md §2, UI */
  readonly resources?: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
  /** Environment that no prop sets. KF5006. @default - none */
  readonly extraEnv?: Deep<readonly EnvVar[]>;
  /** Time-out of a streamed answer, a Go duration of whole seconds. KF5005. @default 30m */
  readonly streamTimeout?: string;
  /** Headers of the browser's request that the UI passes on to the controller beside its own. KF5005. @default - none */
  readonly forwardedHeaders?: readonly string[];
}

/** What the controller gives every agent that does not say otherwise. */
export interface AgentDefaults {
  /**
   * Image of Python agents by tag, its last part `app` or a name of yours; Go agents use `golang-adk` beside it with
   * the same tag, so that one digest cannot stand for both. The platform's mirrors apply. KF5008, KF5014. source:
   * fault F-REL-11; kagent v0.9.12 go/core/internal/controller/translator/agent/deployments.go
   *
   * @default - the release's, from ghcr.io
   */
  readonly image?: string;
  /** Image of the init container that fetches skills. KF1101, KF1102, KF5014. @default - the release's, from ghcr.io */
  readonly skillsInitImage?: string;
  /** Address that agents listen on: `::` where pods have IPv6 addresses. @default 0.0.0.0 */
  readonly bindHost?: '0.0.0.0' | '::';
  /** ServiceAccount of agents that name none, in each namespace with agents. KF5008. @default - one per agent */
  readonly serviceAccountName?: string;
  /** Labels of agents' pods; an agent's own win. KF5008. @default - none */
  readonly podLabels?: { readonly [key: string]: string };
  /** A Secret for image pulls, present in every namespace with agents. KF5008. @default - none */
  readonly imagePullSecret?: string;
}
