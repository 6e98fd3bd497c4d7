import type { Leaf } from '../../plan/leaf';
import type { SecretKeyRef } from '../../plan/secret-ref';
import type { ControlPlaneRef } from '../../platform/control-plane-ref';
import type { Policy } from '../../policy';
import type { KagentResourceProps } from '../kagent-resource/props';
import type { SyncProgram } from '../policy-sync/props';
import type { InferenceProfileName, ResourceProfileName } from './blueprint';
import type { ClawChannels, HermesChannels } from './channel-props';

/** An AgentHarness of kagent on its OpenShell gateway. */
export type NemoClawHarnessProps = HarnessSettings & HarnessBackend;

/** The backend decides what a channel can be told. `nemoclaw` runs what `openclaw` runs. source: facts/kagent.md §3 */
export type HarnessBackend =
  | {
      readonly backend: 'openclaw' | 'nemoclaw';
      /** Messengers by name; the first of a kind is its default account. KF5614–KF5617. @default - none */
      readonly channels?: ClawChannels;
    }
  | {
      readonly backend: 'hermes';
      /** Messengers by name. KF5614–KF5617. @default - none */
      readonly channels?: HermesChannels;
    };

export interface HarnessSettings extends KagentResourceProps {
  /** The control plane that reconciles it; it has to have a gateway. KF5603. */
  readonly controlPlane: ControlPlaneRef;
  /** Name of the AgentHarness; with its namespace it makes the sandbox's, `<namespace>-<name>`. KF5401, KF5601, KF7011. */
  readonly name: string;
  /** Namespace of the AgentHarness and of the Secrets of its channels; watched by the control plane. KF5402. @default - the control plane's */
  readonly namespace?: string;
  /**
   * What it is for, shown in the UI. The one field that may be edited on a harness that exists; kagent then writes the
   * agent's configuration anew. source: facts/kagent.md §3
   *
   * @default - none
   */
  readonly description?: Leaf<string>;
  /** Its image; the platform's lock and mirrors apply. KF1101, KF1102, KF5625. source: facts/verified.md §2 @default - the release's for the backend */
  readonly image?: Leaf<string>;
  /** The model, which must be the one of the gateway's route. KF5604. source: fault F-KAG-12 @default - the control plane's default ModelConfig */
  readonly modelConfig?: HarnessModelConfig;
  /** A profile of the NemoClaw blueprint that the gateway's route has to fit. KF5605. @default - whatever the gateway's route is */
  readonly inferenceProfile?: InferenceProfileName;
  /**
   * Environment, in clear in the pod: never secrets. At most 128 entries of at most 8192 bytes. KF5606–KF5608, KF5620.
   * source: facts/openshell-0.0.46.md §3; fault F-KAG-11
   *
   * @default - none
   */
  readonly env?: readonly HarnessEnvVar[];
  /**
   * What the sandbox may do: a policy, the text of an OpenShell file, or `baseline` for kagent's own, which opens hosts
   * for everything below `/sandbox` (KF5611). KF5610, KF5612, KF5613, KF5621, KF5624, KF5626, and every rule over policies (KF20xx).
   */
  readonly policy: Policy | { readonly yaml: string } | 'baseline';
  /**
   * Who writes the policy into the gateway after kagent's own, which knows host names only: a program that runs here as a
   * Job once for each policy and sandbox, or, with `true`, whoever runs `kagent-fleet sync`; the rows are in `harnessStateOf`. Until it has run, kagent's own policy is in force; afterwards an edit of the policy's
   * network part needs no new sandbox. KF4102, KF4106 to KF4109, KF5612, KF5623. source: facts/verified.md §7
   *
   * @default false
   */
  readonly sync?: boolean | SyncProgram;
  /**
   * What a change of anything but `description` does, since upstream ignores it on a sandbox that exists: `refuse`
   * protects the harness, so that nothing replaces it by accident; `replace` lets Pulumi delete it with its workspace and
   * make it anew. Without an engine's replacement, admission refuses the edit and the harness is deleted by hand.
   * KF5618. source: fault F-KAG-15
   *
   * @default refuse
   */
  readonly onChange?: 'refuse' | 'replace';
  /** Change it with the content of the Secrets of model and channels, which nothing watches. source: facts/kagent.md §3 @default - none */
  readonly secretsRevision?: string;
  /** Whether an admission policy refuses edits that upstream would ignore. It is cluster-scoped, one per harness. @default true */
  readonly editGuard?: boolean;
  /**
   * Whether the supervisor writes its decisions (allowed, denied, by which program, to where) as OCSF lines on the pod's
   * standard error, where a node's collector finds them; upstream's default shows warnings only. Its variable goes
   * through kagent's `env`, because kagent sends no log level. source: facts/openshell.md §6; facts/openshell-0.0.46.md §3
   *
   * @default true
   */
  readonly decisionLog?: boolean;
  /**
   * A command that fails unless the harness runs, which Ready does not prove; `sync` runs it inside the sandbox. `false`
   * for none. KF5619. source: facts/verified.md §1, §7
   *
   * @default - curl to the health path of the backend's own port
   */
  readonly verify?: { readonly command: readonly string[] } | false;
  /** A resource profile of the blueprint. kagent sends no resources; the gateway's defaults hold. KF5609. @default - the gateway's `containerDefaults` */
  readonly resourceProfile?: ResourceProfileName;
  /** A RuntimeClass. kagent sends none; the gateway's holds. KF5609. @default - the gateway's */
  readonly runtimeClassName?: string;
}

/** A plain variable; upstream drops `valueFrom` without a word. source: fault F-KAG-11 */
export interface HarnessEnvVar {
  readonly name: string;
  readonly value: Leaf<string>;
  readonly valueFrom?: never;
}

/** A ModelConfig with what it says, so that it can be compared with the gateway's route. */
export interface HarnessModelConfig {
  readonly name: string;
  /** @default - the control plane's */
  readonly namespace?: string;
  readonly provider: 'OpenAI' | 'Anthropic';
  readonly model: string;
  /** In the ModelConfig's namespace; with a line end after the key kagent's setup fails. source: facts/openshell-0.0.46.md §6 */
  readonly apiKey: SecretKeyRef;
}
