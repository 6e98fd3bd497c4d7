import { atomicConditions } from '../common';
import type { ObjectMeta } from '../kubernetes';
import { array, int64, object, required, type Schema, type Static, type StaticFields, string } from '../schema';
import { type HarnessChannel, harnessChannel } from './agent-harness-channels';
import { embedded } from './embedded';
import { kagentKind } from './kind';
import { type TypedLocalReference, typedLocalReference } from './references';
import { type SandboxSubstrate, sandboxSubstrate } from './substrate';

const backend = string({ enum: ['openclaw', 'nemoclaw', 'hermes'] });

const gateway = {
  /** Token of the harness's gateway in clear: it stays readable in etcd. */
  gatewayToken: string({ minLength: 1 }),
  /** Secret of the same namespace with the token under the key `token`, instead of `gatewayToken`. */
  gatewayTokenSecretRef: typedLocalReference as Schema<TypedLocalReference>,
  /** Image of the actor, pinned by digest. `spec.image` is not used there. source: facts/kagent.md §3 */
  workloadImage: string(),
} as const;

const substrate = object(
  { ...sandboxSubstrate.fields, ...gateway },
  {
    rules: [
      {
        rule: '(has(self.gatewayToken) && !has(self.gatewayTokenSecretRef)) || (!has(self.gatewayToken) && has(self.gatewayTokenSecretRef))',
        message: 'Exactly one of gatewayToken or gatewayTokenSecretRef must be specified',
        check: ({ gatewayToken, gatewayTokenSecretRef }) =>
          (gatewayToken === undefined) !== (gatewayTokenSecretRef === undefined),
      },
    ],
  },
);

/** A harness on Agent Substrate. source: facts/kagent.md §1, §3 */
export interface HarnessSubstrate extends SandboxSubstrate, StaticFields<typeof gateway> {}

// Except for channels, an edit of these fields never reaches a harness that exists. source: facts/kagent.md §3
const spec = object(
  {
    /** The harness: `nemoclaw` runs what `openclaw` runs under another name. Never changed on an existing harness. */
    backend: required(backend),
    /**
     * What provides the machine: an OpenShell gateway or Agent Substrate. Never changed on an existing harness.
     * @default 'openshell'
     */
    runtime: string({ enum: ['openshell', 'substrate'], default: 'openshell' }),
    /** What the harness is for, shown in the UI. */
    description: string(),
    /**
     * Image of the harness, read once when it is created.
     * @default - the NemoClaw sandbox base, or Hermes' own
     * source: facts/kagent.md §3
     */
    image: string(),
    /**
     * Environment of the harness, read once when it is created. `valueFrom` is dropped without a word.
     * source: facts/kagent.md §3; facts/faults.md F-KAG-11
     */
    env: array(embedded('EnvVar')),
    /** Hosts beside those that the backend always reaches, read once when the harness is created. */
    network: object({
      /**
       * Host names, opened on ports 80 and 443 with full access; scheme, path and port are stripped.
       * source: facts/kagent.md §3; facts/faults.md F-KAG-16, F-KAG-17
       */
      allowedDomains: array(string()),
    }),
    /**
     * ModelConfig by name or `namespace/name`. It decides the one inference route of the whole gateway.
     * source: facts/kagent.md §0, §3; facts/faults.md F-KAG-12
     */
    modelConfigRef: string(),
    /** Messengers, at most 1024. */
    channels: array<HarnessChannel>(harnessChannel, { maxItems: 1024 }),
    /** Settings for the runtime `substrate`, which needs them, and only for it. */
    substrate: substrate as Schema<HarnessSubstrate>,
  },
  {
    rules: [
      {
        rule: "!has(self.channels) || self.channels.all(c, c.type != 'slack' || (has(c.slack) && ((self.backend == 'hermes' && has(c.slack.hermes) && !has(c.slack.openclaw)) || ((self.backend == 'openclaw' || self.backend == 'nemoclaw') && has(c.slack.openclaw) && !has(c.slack.hermes)))))",
        message: 'slack backend-specific settings must match spec.backend',
        check: ({ backend: harness, channels = [] }) =>
          channels.every(({ type, slack }) => {
            if (type !== 'slack') return true;
            const wanted = harness === 'nemoclaw' ? 'openclaw' : harness;
            const blocks = (['openclaw', 'hermes'] as const).filter((block) => slack?.[block] !== undefined);
            return blocks.length === 1 && blocks[0] === wanted;
          }),
      },
      {
        rule: "!has(self.substrate) || self.runtime == 'substrate'",
        message: 'spec.substrate may only be set when runtime is substrate',
        check: ({ substrate: settings, runtime }) => settings === undefined || runtime === 'substrate',
      },
      {
        rule: "self.runtime != 'substrate' || has(self.substrate)",
        message: 'spec.substrate is required when runtime is substrate',
        check: ({ substrate: settings, runtime }) => settings !== undefined || runtime !== 'substrate',
      },
    ],
  },
);

const status = object({
  /**
   * `Accepted`, `Ready`, `BootstrapReady`, and with substrate `ActorReady` and `ActorTemplateReady`. None at all means
   * that the controller has no such runtime; Ready does not prove that the harness runs.
   * source: facts/kagent.md §3, §10.18; facts/verified.md §1
   */
  conditions: atomicConditions,
  /** `metadata.generation` that the status speaks about. */
  observedGeneration: int64(),
  /** The machine. */
  backendRef: object({
    /** Backend that made it. */
    backend: required(backend),
    /** Identifier there. */
    id: required(string()),
  }),
  /** How to reach the machine. */
  connection: object({
    /** `<gateway URL>#<namespace>-<name>` on OpenShell. */
    endpoint: string(),
  }),
});

export interface AgentHarnessSpec extends Static<typeof spec> {}
export interface AgentHarnessStatus extends Static<typeof status> {}

/** A machine with an agent harness on it, made once by an OpenShell gateway. source: facts/kagent.md §1, §3 */
export interface AgentHarness {
  readonly apiVersion: 'kagent.dev/v1alpha2';
  readonly kind: 'AgentHarness';
  readonly metadata: ObjectMeta;
  readonly spec: AgentHarnessSpec;
  readonly status?: AgentHarnessStatus;
}

export const agentHarnessKind = kagentKind({
  kind: 'AgentHarness',
  plural: 'agentharnesses',
  shortNames: ['ahr'],
  schema: object({ spec, status }),
  columns: [
    { name: 'Runtime', type: 'string', jsonPath: '.spec.runtime' },
    { name: 'Backend', type: 'string', jsonPath: '.spec.backend' },
    { name: 'Ready', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].status" },
    { name: 'ID', type: 'string', jsonPath: '.status.backendRef.id' },
    { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  ],
});
