import { object, required, type Schema, type Static, string } from '../schema';
import { type TypedLocalReference, typedLocalReference } from './references';

export const sandboxSubstrate = object({
  /**
   * The WorkerPool (`ate.dev`) of the same namespace that runs the actor.
   * @default - the controller's own choice
   */
  workerPoolRef: typedLocalReference as Schema<TypedLocalReference>,
  /** Where the actor's memory is saved. */
  snapshotsConfig: object({
    /**
     * Prefix in a bucket, `gs://…`.
     * @default - gs://ate-snapshots/<namespace>/<name>, when `snapshotsConfig` is absent
     */
    location: required(string({ pattern: '^gs://' })),
  }),
});

/** An actor on Agent Substrate, as SandboxAgents and harnesses set it. source: facts/kagent.md §1 */
export interface SandboxSubstrate extends Static<typeof sandboxSubstrate> {}
