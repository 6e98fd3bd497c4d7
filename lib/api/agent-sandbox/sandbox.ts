import { atomicConditions } from '../common';
import type { KindDefinition } from '../kind';
import type { ObjectMeta } from '../kubernetes';
import { array, dateTime, int32, object, required, type StaticFields, string } from '../schema';
import { blueprint, type SandboxBlueprint } from './blueprint';

const lifecycle = {
  /**
   * Moment at which pod and Service are deleted, RFC 3339. Moving it forward revives a retained sandbox.
   * @default - never
   * source: facts/agent-sandbox.md §1.2, §2.2
   */
  shutdownTime: dateTime(),
  /**
   * What happens to the Sandbox itself at `shutdownTime`: `Delete` removes it and its claims, `Retain` keeps both.
   * @default 'Retain'
   * source: facts/agent-sandbox.md §2.2
   */
  shutdownPolicy: string({ enum: ['Delete', 'Retain'], default: 'Retain' }),
} as const;

const own = {
  ...lifecycle,
  /**
   * `Suspended` deletes the pod and keeps Sandbox, Service and claims; memory and root filesystem are lost.
   * @default 'Running'
   * source: facts/agent-sandbox.md §1.2, §2.3
   */
  operatingMode: string({ enum: ['Running', 'Suspended'], default: 'Running' }),
} as const;

const specV1beta1 = object(
  { ...blueprint, ...own },
  {
    rules: [
      {
        rule: 'has(self.volumeClaimTemplates) == has(oldSelf.volumeClaimTemplates) && (!has(self.volumeClaimTemplates) || self.volumeClaimTemplates == oldSelf.volumeClaimTemplates)',
        message: 'volumeClaimTemplates is immutable',
        check: () => 'not-evaluable',
      },
    ],
  },
);

const sharedStatus = {
  /** Full DNS name of the Service, `<name>.<namespace>.svc.<cluster domain>`. */
  serviceFQDN: string(),
  /** Name of the Service; absent when there is none. */
  service: string(),
  /** `Ready`, `Suspended`, `PodScheduled`, `Finished`. source: facts/agent-sandbox.md §1.2 */
  conditions: atomicConditions,
  /** Label selector of the pod. */
  selector: string(),
  /** Addresses of the pod, one per IP family, while there is one. */
  podIPs: array(string()),
} as const;

const status = {
  ...sharedStatus,
  /** Node that the pod runs on, while there is one. */
  nodeName: string(),
} as const;

const specV1alpha1 = object({
  ...blueprint,
  ...lifecycle,
  /**
   * 0 suspends, 1 runs.
   * @default 1
   * source: facts/agent-sandbox.md §1.6
   */
  replicas: int32({ minimum: 0, maximum: 1, default: 1 }),
});

const statusV1alpha1 = object({
  ...sharedStatus,
  /** Pods that exist, 0 or 1. */
  replicas: int32({ minimum: 0 }),
});

export interface SandboxSpec extends SandboxBlueprint, StaticFields<typeof own> {}
export interface SandboxStatus extends StaticFields<typeof status> {}

/** One sandbox: a pod with a stable name, its Service and its claims. source: facts/agent-sandbox.md §1.2 */
export interface Sandbox {
  readonly apiVersion: 'agents.x-k8s.io/v1beta1';
  readonly kind: 'Sandbox';
  readonly metadata: ObjectMeta;
  readonly spec: SandboxSpec;
  readonly status?: SandboxStatus;
}

/** v1beta1 for users; v1alpha1 for kagent 0.9, which writes it. source: facts/agent-sandbox.md §1, §1.6 */
export const sandboxKind: KindDefinition = {
  group: 'agents.x-k8s.io',
  kind: 'Sandbox',
  plural: 'sandboxes',
  singular: 'sandbox',
  shortNames: ['sandbox'],
  scope: 'Namespaced',
  versions: [
    {
      name: 'v1beta1',
      served: true,
      storage: true,
      schema: object({ spec: required(specV1beta1), status: object(status) }),
      subresources: { status: true },
      columns: [
        { name: 'Ready', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].status" },
        { name: 'Reason', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].reason" },
        { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      ],
    },
    {
      name: 'v1alpha1',
      served: true,
      storage: false,
      deprecated: true,
      deprecationWarning: 'agents.x-k8s.io/v1alpha1 Sandbox is deprecated; use agents.x-k8s.io/v1beta1 Sandbox instead',
      schema: object({ spec: required(specV1alpha1), status: statusV1alpha1 }),
      subresources: {
        status: true,
        scale: {
          specReplicasPath: '.spec.replicas',
          statusReplicasPath: '.status.replicas',
          labelSelectorPath: '.status.selector',
        },
      },
    },
  ],
};
