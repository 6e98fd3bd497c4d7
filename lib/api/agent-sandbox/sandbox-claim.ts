import { atomicConditions } from '../common';
import type { KindDefinition } from '../kind';
import type { ObjectMeta } from '../kubernetes';
import { array, dateTime, int32, object, required, type Schema, type Static, string } from '../schema';
import { podMetadata, type SandboxPodMetadata, type VolumeClaimTemplate, volumeClaimTemplate } from './blueprint';

const envVar = object({
  name: required(string()),
  value: required(string()),
  /**
   * Container or init container that gets it.
   * @default - the first container
   */
  containerName: string(),
});

export interface SandboxClaimEnvVar extends Static<typeof envVar> {}

const spec = object({
  /** The pool of the same namespace that the sandbox comes from, also when it starts cold. */
  warmPoolRef: required(
    object({
      /**
       * Name of the SandboxWarmPool. Changing it on a bound claim moves the pod under another template's
       * NetworkPolicy. source: facts/agent-sandbox.md §2.1
       */
      name: required(string()),
    }),
  ),
  /** When the claim ends. The earlier of both times counts. source: facts/agent-sandbox.md §2.2 */
  lifecycle: object({
    /**
     * Moment at which the claim ends, RFC 3339.
     * @default - never
     */
    shutdownTime: dateTime(),
    /**
     * Seconds from the pod's end to the claim's.
     * @default - never
     */
    ttlSecondsAfterFinished: int32({ minimum: 0 }),
    /**
     * What happens to the claim itself: `Retain` keeps it, but deletes the sandbox and its volumes;
     * `DeleteForeground` keeps it visible until the pod is gone.
     * @default 'Retain'
     * source: facts/agent-sandbox.md §1.4, §2.2
     */
    shutdownPolicy: string({ enum: ['Delete', 'DeleteForeground', 'Retain'], default: 'Retain' }),
  }),
  /**
   * Labels and annotations for the pod. Labels need a domain that the controller allows.
   * source: facts/agent-sandbox.md §2.7
   */
  additionalPodMetadata: podMetadata as Schema<SandboxPodMetadata>,
  /**
   * Environment variables as literals. They need the template's permission and make the claim start cold.
   * source: facts/agent-sandbox.md §2.7
   */
  env: array<SandboxClaimEnvVar>(envVar),
  /**
   * Claims beside those of the template. They need the template's permission and make the claim start cold.
   * source: facts/agent-sandbox.md §2.7
   */
  volumeClaimTemplates: array<VolumeClaimTemplate>(volumeClaimTemplate),
});

const status = object({
  /** `Ready` and `Finished`; Ready speaks of the Sandbox's generation. source: facts/agent-sandbox.md §1.4 */
  conditions: atomicConditions,
  /** The sandbox that the claim is bound to. */
  sandbox: object({
    /** Name of the Sandbox. */
    name: string(),
    /** Addresses of its pod. */
    podIPs: array(string()),
  }),
});

export interface SandboxClaimSpec extends Static<typeof spec> {}
export interface SandboxClaimStatus extends Static<typeof status> {}

/** A request for one sandbox of a pool. source: facts/agent-sandbox.md §1.4 */
export interface SandboxClaim {
  readonly apiVersion: 'extensions.agents.x-k8s.io/v1beta1';
  readonly kind: 'SandboxClaim';
  readonly metadata: ObjectMeta;
  readonly spec: SandboxClaimSpec;
  readonly status?: SandboxClaimStatus;
}

export const sandboxClaimKind: KindDefinition = {
  group: 'extensions.agents.x-k8s.io',
  kind: 'SandboxClaim',
  plural: 'sandboxclaims',
  singular: 'sandboxclaim',
  shortNames: ['sandboxclaim'],
  scope: 'Namespaced',
  versions: [
    {
      name: 'v1beta1',
      served: true,
      storage: true,
      schema: object({ spec: required(spec), status }),
      subresources: { status: true },
      columns: [
        { name: 'Ready', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].status" },
        { name: 'Sandbox', type: 'string', jsonPath: '.status.sandbox.name' },
        { name: 'Reason', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].reason" },
        { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      ],
    },
  ],
};
