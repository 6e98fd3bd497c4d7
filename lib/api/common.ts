/** Parts that several upstream kinds share. */
import { array, dateTime, int64, object, required, type Schema, type Static, string } from './schema';

// controller-gen gives metav1.Condition these limits; the OpenAPI of Kubernetes does not carry them.
/** One condition of a status, as `metav1.Condition` with the limits that CRDs put on it. */
export const condition = object({
  /** What the condition is about, e.g. `Ready`. At most 316 characters. */
  type: required(
    string({
      maxLength: 316,
      pattern:
        '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$',
    }),
  ),
  /** Whether it holds. */
  status: required(string({ enum: ['True', 'False', 'Unknown'] })),
  /** `metadata.generation` that the condition speaks about. */
  observedGeneration: int64({ minimum: 0 }),
  /** When `status` last changed. */
  lastTransitionTime: required(dateTime()),
  /** Why, as one word for programs. */
  reason: required(string({ minLength: 1, maxLength: 1024, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' })),
  /** Why, for people. */
  message: required(string({ maxLength: 32768 })),
});

export interface Condition extends Static<typeof condition> {}

/** Conditions without a list-map key, so server-side apply replaces the list as a whole. */
export const atomicConditions = array<Condition>(condition);

/** Conditions of which there is one per type, so that server-side apply merges them. */
export function keyedConditions(options: { readonly maxItems?: number } = {}): Schema<readonly Condition[]> {
  return array<Condition>(condition, { listType: 'map', mapKeys: ['type'], ...options });
}
