import type { EnvVar, PolicyRule, ResourceRequirements } from '../../../api';
import type { Deep, Leaf } from '../../../plan/leaf';
import type { SecretKeyRef } from '../../../plan/secret-ref';
import type { NetworkPeer } from '../../../platform/network-peer';
import type { EgressRule } from '../fence/props';

/** Parts beside controller and UI. source: facts/kagent.md §2 "Subcharts" */
export interface ControlPlaneAddons {
  /** Reconciles MCPServers. KF5031, KF5032. @default - on */
  readonly kmcp?: KmcpAddon | false;
  /** Kubernetes tools for agents, as RemoteMCPServer `<name>-tool-server`. KF5030, KF5031, KF5033. source: fault F-TEN-02 @default - on, read-only */
  readonly tools?: ToolsAddon | false;
  /** Answers from documentation, as RemoteMCPServer `<name>-querydoc`. @default - off */
  readonly querydoc?: QuerydocAddon | false;
  /** Grafana's MCP server, as RemoteMCPServer `<name>-grafana-mcp`. KF5031, KF5041. @default - off */
  readonly grafanaMcp?: GrafanaMcpAddon | false;
}

/** What every one of them has. */
export interface AddonPod {
  /** KF1101, KF1102. @default - the release's */
  readonly image?: Leaf<string>;
  /** Requests and limits of its container. @default - upstream's, and 64Mi to 512Mi of ephemeral storage */
  readonly resources?: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
  /** Environment that no prop sets; of Secrets only by reference. KF5034. source: fault F-SCR-03 @default - none */
  readonly extraEnv?: Deep<readonly EnvVar[]>;
}

/** What those that serve tools have besides. */
export interface ToolServerAddon extends AddonPod {
  /**
   * Whose agents may use it: `Same` are those in the control plane's namespace, `All` those in every watched one. Who
   * may use it has what it may do.
   *
   * @default Same
   */
  readonly allowedNamespaces?: 'Same' | 'All';
}

export interface KmcpAddon extends AddonPod {
  /**
   * Version of the transport adapter, the init container of MCPServers that speak stdio; kmcp adds `-musl` to it and takes
   * no digest and no mirror. KF5031, KF5032. source: facts/kagent.md §2 "kmcp and oauth2-proxy knobs"
   *
   * @default - 0.9.0, which is compiled in
   */
  readonly transportAdapterVersion?: string;
}

export interface ToolsAddon extends ToolServerAddon {
  /**
   * What agents may do through it: `read-only` without Secrets in the watched namespaces, exact rules, or upstream's
   * everything. KF5030, KF5033.
   *
   * @default read-only
   */
  readonly access?: 'read-only' | 'upstream' | ToolsAccess;
  /** Tool sets that are served. KF5031. @default - all that the release has */
  readonly enabledTools?: readonly string[];
  /** Whether the Kubernetes tools act with the token of who calls them instead of the server's own rights. @default false */
  readonly tokenPassthrough?: boolean;
  /** Where its tools may go beside the API server: Prometheus, chart repositories. KF5040. @default - nowhere */
  readonly egress?: readonly EgressRule[];
}

/** Exactly what the tools server may do. */
export interface ToolsAccess {
  /** At least one. With nothing but get, list and watch, tools that write are not served. */
  readonly rules: readonly PolicyRule[];
  /** Namespaces in which they hold. @default - the watched ones */
  readonly namespaces?: readonly string[];
}

export interface QuerydocAddon extends ToolServerAddon {
  /** A Secret key with the OpenAI key that it embeds questions with, in the control plane's namespace. */
  readonly apiKey: SecretKeyRef;
  /** Where OpenAI's API, port 443, is for the NetworkPolicy. @default public-internet */
  readonly to?: NetworkPeer | 'public-internet';
}

export interface GrafanaMcpAddon extends ToolServerAddon {
  /** Address of Grafana with its scheme and without `/api`, which is added to it. KF5031. */
  readonly url: string;
  /** Where Grafana is, for the NetworkPolicy. */
  readonly to: NetworkPeer | 'public-internet';
  /** Port of Grafana behind its Service. @default - the port of `url` */
  readonly port?: number;
  /** A Secret key with a service account token, in the control plane's namespace. */
  readonly token: SecretKeyRef;
  /** Whether tools that change Grafana are served; its token decides in the end. @default false */
  readonly write?: boolean;
}
