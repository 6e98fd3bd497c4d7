import type { ResolvedClusterFacts } from '../../platform/cluster';
import type { Observability, OtlpProtocol, OtlpSignal } from './props';

/**
 * What the release of a component can send by OTLP; everything else is refused by KF3320.
 *
 * - AgentSandboxController: traces, gRPC, headers. source: facts/agent-sandbox.md §4; agent-sandbox v0.5.6
 *   internal/metrics/tracing.go, whose exporter is made without options
 * - OpenShellGateway 0.0.46: no signal. 0.0.111: traces, gRPC, headers, no TLS, because its exporter is built without.
 *   source: facts/openshell.md §6; OpenShell v0.0.111 Cargo.toml and crates/openshell-otel/src/lib.rs
 * - KagentControlPlane 0.9.12: traces, its agents' logs too, both protocols, no headers, because the controller copies
 *   the values of its OTEL_ variables into the Deployment of every agent, where the secret could be read.
 *   source: facts/kagent.md §6; kagent v0.9.12 adk_api_translator.go, collectOtelEnvFromProcess
 */
export interface OtlpExports {
  /** The component in the words of a message, e.g. `the agent-sandbox controller`. */
  readonly component: string;
  /** Empty when the release exports nothing. */
  readonly signals: readonly OtlpSignal[];
  readonly protocols: readonly OtlpProtocol[];
  /** Whether it can send headers that come from a Secret. */
  readonly headers: boolean;
  /** Whether it can speak TLS to the collector. @default true */
  readonly tls?: boolean;
  /** Why it cannot do the rest, when a reader would wonder; a clause without its full stop. @default - nothing is said */
  readonly because?: string;
}

/** What the rules of observability look at, whatever component it belongs to. */
export interface Observed {
  readonly observability: Observability | undefined;
  readonly cluster: Pick<ResolvedClusterFacts, 'operators' | 'clusterDomain'>;
  readonly exports: OtlpExports;
}

export const DEFAULT_PROTOCOL: OtlpProtocol = 'grpc';
export const DEFAULT_SIGNALS: readonly OtlpSignal[] = ['traces'];
