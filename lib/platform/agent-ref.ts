/** An agent as plain data, for the agents that have it as a tool. */
export interface AgentRef {
  /** A SandboxAgent is usable in its own namespace only: across, an Agent is looked up. source: facts/kagent.md §4 */
  readonly kind: 'Agent' | 'SandboxAgent';
  readonly name: string;
  readonly namespace: string;
  /** Whose agents may use it. */
  readonly allows: 'Same' | 'All' | 'Selector';
}
