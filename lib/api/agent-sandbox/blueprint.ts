// Definitions used by other files have a named type beside them: the compiler carries JSDoc from file to file only there.
import { kubernetes } from '../kubernetes';
import { array, boolean, map, object, required, type Schema, type Static, type StaticFields, string } from '../schema';

/** Labels and annotations of the pods; nothing else of their metadata can be set. */
export const podMetadata = object({
  /** Labels of the pod. Keys under `agents.x-k8s.io/` are dropped. */
  labels: map(string()),
  /** Annotations of the pod. Keys under `agents.x-k8s.io/` are dropped. */
  annotations: map(string()),
});

export interface SandboxPodMetadata extends Static<typeof podMetadata> {}

/** The pod of a sandbox. source: facts/agent-sandbox.md §1.1 */
export const podTemplate = object({
  /**
   * The pod. Later edits never reach a pod that exists; suspend and resume the sandbox, or delete its pod.
   * source: facts/agent-sandbox.md §2.3
   */
  spec: required(kubernetes('PodSpec')),
  /** Labels and annotations; edits of these do reach existing pods. */
  metadata: podMetadata as Schema<SandboxPodMetadata>,
});

export interface SandboxPodTemplate extends Static<typeof podTemplate> {}

/** A claim that every sandbox gets for itself. source: facts/agent-sandbox.md §1.1, §2.5 */
export const volumeClaimTemplate = object({
  metadata: object({
    /**
     * Name of the volume in the pod and first part of the claim's name, `<name>-<sandbox>`. The schema does not
     * require it, the controller does, and that it is unique.
     */
    name: string(),
    /** Labels of the claim. */
    labels: map(string()),
    /** Annotations of the claim. */
    annotations: map(string()),
  }),
  /** The claim. Created once, owned by the sandbox, never resized, deleted with it. */
  spec: required(kubernetes('PersistentVolumeClaimSpec')),
});

export interface VolumeClaimTemplate extends Static<typeof volumeClaimTemplate> {}

/** What a Sandbox and a SandboxTemplate share. source: facts/agent-sandbox.md §1.1 */
export const blueprint = {
  /** The pod that the sandbox runs in. */
  podTemplate: required(podTemplate as Schema<SandboxPodTemplate>),
  /**
   * Claims made for each sandbox. In a pooled template that is one claim per warm replica.
   * @default - none
   * source: facts/agent-sandbox.md §2.5
   */
  volumeClaimTemplates: array<VolumeClaimTemplate>(volumeClaimTemplate),
  /**
   * Whether the sandbox has a headless Service of its own name: `true` makes one, `false` removes it, unset leaves
   * things as they are.
   * @default - no Service is made, an existing one stays
   * source: facts/agent-sandbox.md §2.4
   */
  service: boolean(),
} as const;

export interface SandboxBlueprint extends StaticFields<typeof blueprint> {}
