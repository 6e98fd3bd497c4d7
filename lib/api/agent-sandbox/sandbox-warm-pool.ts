import type { KindDefinition } from '../kind';
import type { ObjectMeta } from '../kubernetes';
import { int32, int64, object, required, type Static, string } from '../schema';

const spec = object({
  /**
   * Unclaimed sandboxes kept ready. Adopted ones are replaced, so the namespace holds these plus all live claims.
   * 0 is a legal pool from which every claim starts cold.
   * @default 1
   * source: facts/agent-sandbox.md §1.5, §2.1
   */
  replicas: int32({ minimum: 0, default: 1 }),
  /** The template of the same namespace that the sandboxes are made from. */
  sandboxTemplateRef: required(
    object({
      /** Name of the SandboxTemplate. */
      name: required(string()),
    }),
  ),
  updateStrategy: object({
    /**
     * What happens to unclaimed sandboxes of an older template: `Recreate` replaces them, `OnReplenish` still hands
     * them out and uses the new template only for the next ones.
     * @default 'OnReplenish'
     * source: facts/agent-sandbox.md §1.5, §2.1
     */
    type: string({ enum: ['Recreate', 'OnReplenish'], default: 'OnReplenish' }),
  }),
});

const status = object({
  /** Unclaimed sandboxes that exist. */
  replicas: int32(),
  /** Unclaimed sandboxes that are ready. */
  readyReplicas: int32(),
  /** Label selector of the unclaimed sandboxes, for autoscalers. */
  selector: string(),
  /** `metadata.generation` that the status speaks about. */
  observedGeneration: int64({ minimum: 0 }),
});

export interface SandboxWarmPoolSpec extends Static<typeof spec> {}
export interface SandboxWarmPoolStatus extends Static<typeof status> {}

/** Sandboxes kept ready for claims. It has no conditions; trouble shows as Events. source: facts/agent-sandbox.md §1.5 */
export interface SandboxWarmPool {
  readonly apiVersion: 'extensions.agents.x-k8s.io/v1beta1';
  readonly kind: 'SandboxWarmPool';
  readonly metadata: ObjectMeta;
  readonly spec: SandboxWarmPoolSpec;
  readonly status?: SandboxWarmPoolStatus;
}

export const sandboxWarmPoolKind: KindDefinition = {
  group: 'extensions.agents.x-k8s.io',
  kind: 'SandboxWarmPool',
  plural: 'sandboxwarmpools',
  singular: 'sandboxwarmpool',
  shortNames: ['swp'],
  scope: 'Namespaced',
  versions: [
    {
      name: 'v1beta1',
      served: true,
      storage: true,
      schema: object({ spec: required(spec), status }),
      subresources: {
        status: true,
        scale: {
          specReplicasPath: '.spec.replicas',
          statusReplicasPath: '.status.replicas',
          labelSelectorPath: '.status.selector',
        },
      },
      columns: [
        { name: 'Ready', type: 'integer', jsonPath: '.status.readyReplicas' },
        { name: 'Desired', type: 'integer', jsonPath: '.spec.replicas' },
        { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      ],
    },
  ],
};
