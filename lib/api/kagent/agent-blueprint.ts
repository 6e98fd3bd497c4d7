import { atomicConditions } from '../common';
import type { CelRule } from '../node';
import { array, int64, object, type Schema, type StaticFields, string } from '../schema';
import { type DeclarativeAgent, declarativeAgent } from './agent-declarative';
import { type ByoDeployment, byoDeployment } from './agent-deployment';
import { type AgentSkills, agentSkills } from './agent-skills';
import { type AllowedNamespaces, allowedNamespaces } from './allowed-namespaces';

/** What an Agent and a SandboxAgent share. source: facts/kagent.md §1 */
export const agentBlueprint = {
  /**
   * Whether kagent's own runtime runs the agent or an image that you bring.
   * @default 'Declarative'
   */
  type: string({ enum: ['Declarative', 'BYO'], default: 'Declarative' }),
  /** The agent in words, for `Declarative`. */
  declarative: declarativeAgent as Schema<DeclarativeAgent>,
  /** The agent as an image, for `BYO`. */
  byo: object({
    /** The Deployment that runs the image. */
    deployment: byoDeployment as Schema<ByoDeployment>,
  }),
  /** What the agent is for: shown to people, and to agents that have it as a tool. */
  description: string(),
  /** Skills that the agent finds under `/skills`. */
  skills: agentSkills as Schema<AgentSkills>,
  /** Fence around code that the agent executes, not around the agent's own process. */
  sandbox: object({
    network: object({
      /**
       * Host names that executed code may reach; empty allows none. It has an effect with skills or
       * `executeCodeBlocks` only.
       * source: facts/faults.md F-KAG-06
       */
      allowedDomains: array(string()),
    }),
  }),
  /**
   * Namespaces whose agents may have this one as a tool.
   * @default - its own
   */
  allowedNamespaces: allowedNamespaces as Schema<AllowedNamespaces>,
} as const;

export interface AgentBlueprint extends StaticFields<typeof agentBlueprint> {}

/** The first two are upstream's words for what default and enum ensure already. */
export const agentRules: readonly CelRule<Pick<AgentBlueprint, 'type' | 'declarative' | 'byo'>>[] = [
  {
    rule: 'has(self.type)',
    message: 'type must be specified',
    check: ({ type }) => type !== undefined,
  },
  {
    rule: "self.type == 'Declarative' || self.type == 'BYO'",
    message: 'type must be either Declarative or BYO',
    check: ({ type }) => type === 'Declarative' || type === 'BYO',
  },
  {
    rule: "(self.type == 'Declarative' && has(self.declarative)) || (self.type == 'BYO' && has(self.byo))",
    message: 'declarative must be specified if type is Declarative, or byo must be specified if type is BYO',
    check: ({ type, declarative, byo }) =>
      (type === 'Declarative' && declarative !== undefined) || (type === 'BYO' && byo !== undefined),
  },
];

export const agentStatus = {
  /** `metadata.generation` that the status speaks about. */
  observedGeneration: int64(),
  /** `Accepted`, `Ready` and, when the runtime lacks something, `UnsupportedFeatures`. source: facts/kagent.md §1 */
  conditions: atomicConditions,
} as const;

export interface AgentStatus extends StaticFields<typeof agentStatus> {}
