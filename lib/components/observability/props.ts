import type { Deep, Leaf } from '../../plan/leaf';
import type { SecretKeyRef } from '../../plan/secret-ref';
import type { NetworkPeer } from '../../platform/network-peer';

/**
 * What a component tells about itself, meant the same way by AgentSandboxController, OpenShellGateway and
 * KagentControlPlane. What a component's release cannot export is refused (KF3320), never left out in silence.
 */
export interface Observability {
  /** Who may scrape, objects of prometheus-operator, a dashboard. KF3311, KF3312, KF3313, KF3322. @default - nobody, none */
  readonly metrics?: Metrics;
  /** OpenTelemetry by OTLP. KF3310, KF3320, KF3321, KF3322. @default - none */
  readonly otlp?: Otlp;
}

/** Metrics and who reads them. */
export interface Metrics {
  /** Who may reach the metrics port. KF3312, KF3313. @default - nobody */
  readonly scrapeFrom?: readonly NetworkPeer[];
  /** A ServiceMonitor of prometheus-operator. KF3311, KF3312. @default - none */
  readonly serviceMonitor?: MonitorOptions;
  /** A PodMonitor of prometheus-operator. KF3311, KF3312. @default - none */
  readonly podMonitor?: MonitorOptions;
  /** A PrometheusRule with alerts on the component. KF3311. @default - none */
  readonly prometheusRule?: PrometheusRuleOptions;
  /** A Grafana dashboard in a ConfigMap, found by a dashboard sidecar. @default - none */
  readonly dashboard?: DashboardOptions;
}

export interface MonitorOptions {
  /** Time between two scrapes, a duration such as `30s`. KF3313. @default 30s */
  readonly interval?: string;
  /** Labels by which your Prometheus selects it. @default - none */
  readonly labels?: { readonly [key: string]: Leaf<string> };
}

export interface PrometheusRuleOptions {
  /** Labels by which your Prometheus selects it. @default - none */
  readonly labels?: { readonly [key: string]: Leaf<string> };
  /** Groups of rules of your own. @default - none */
  readonly additionalGroups?: Deep<readonly PrometheusRuleGroup[]>;
}

/** A group of a PrometheusRule. */
export interface PrometheusRuleGroup {
  readonly name: string;
  readonly rules: readonly {
    readonly alert?: string;
    readonly record?: string;
    readonly expr: string;
    readonly for?: string;
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  }[];
}

export interface DashboardOptions {
  /** Labels by which your dashboard sidecar selects it. @default - `grafana_dashboard: "1"` */
  readonly labels?: { readonly [key: string]: Leaf<string> };
}

/** Where OpenTelemetry data goes. */
export interface Otlp {
  /**
   * Scheme, host and port of the collector, e.g. `https://otel.observability.svc:4317`; `http` is plain text. A Service's
   * port has to be its pods' port, which is what a NetworkPolicy sees. KF3310.
   */
  readonly endpoint: string;
  /** Where the NetworkPolicy opens the endpoint's port. KF3310. @default - the namespace or address that the endpoint names */
  readonly to?: NetworkPeer;
  /** How it is sent. KF3320. @default grpc */
  readonly protocol?: OtlpProtocol;
  /**
   * A Secret key with `name=value,…` headers, in the component's namespace; read when a pod starts. KF3320, KF3321.
   *
   * @default - none
   */
  readonly headers?: SecretKeyRef;
  /** What is exported. KF3320. @default - traces */
  readonly signals?: readonly OtlpSignal[];
}

export type OtlpProtocol = 'grpc' | 'http/protobuf';

export type OtlpSignal = 'traces' | 'logs' | 'metrics';
