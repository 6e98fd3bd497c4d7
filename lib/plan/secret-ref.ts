/** One key of a Secret in the namespace of whoever reads it. Secrets are references, never values. */
export interface SecretKeyRef {
  /** Name of the Secret. */
  readonly name: string;
  /** Key inside the Secret. */
  readonly key: string;
}
