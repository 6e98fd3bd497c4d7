/** A ModelConfig as plain data, for the agents of its namespace. */
export interface ModelConfigRef {
  readonly name: string;
  readonly namespace: string;
}
