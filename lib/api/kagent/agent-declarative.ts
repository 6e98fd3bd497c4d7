import {
  array,
  boolean,
  int64,
  object,
  required,
  type Schema,
  type Static,
  type StaticFields,
  string,
} from '../schema';
import { type DeclarativeDeployment, declarativeDeployment } from './agent-deployment';
import { type AgentTool, agentTool } from './agent-tools';
import { localReference, type TypedLocalReference, type ValueSource, valueSource } from './references';

const alias = {
  /**
   * Name to include its keys by, as in `include("<alias>/<key>")`.
   * @default - the name of the ConfigMap
   */
  alias: string(),
} as const;

const promptSource = object({ ...localReference, ...alias });

/** A ConfigMap of the agent's namespace whose keys a system message can include. source: facts/kagent.md §1 */
export interface PromptSource extends TypedLocalReference, StaticFields<typeof alias> {}

const a2aSkill = object({
  /** Identifier of the skill. */
  id: string(),
  /** Name for people. */
  name: required(string({ minLength: 1 })),
  /** What the skill does. */
  description: string(),
  /** At most 20. */
  tags: array(string(), { maxItems: 20 }),
  /** Requests that it can answer, at most 20. */
  examples: array(string(), { maxItems: 20 }),
  /**
   * Media types that it takes.
   * @default - the agent's
   */
  inputModes: array(string()),
  /**
   * Media types that it answers in.
   * @default - the agent's
   */
  outputModes: array(string()),
});

/** A skill on the agent card. source: facts/kagent.md §1 */
export interface A2aSkill extends Static<typeof a2aSkill> {}

/** When and how events of a session are summed up. The go runtime ignores it. source: facts/faults.md F-KAG-28 */
const compaction = object({
  /**
   * Requests of the user after which the events are compacted.
   * @default 5
   */
  compactionInterval: int64({ minimum: 1, default: 5 }),
  /**
   * Requests of the previous compaction that are summed up again.
   * @default 2
   */
  overlapSize: int64({ minimum: 0, default: 2 }),
  /** Tokens of the last prompt from which on the events are compacted as well. */
  tokenThreshold: int64(),
  /** Newest events that are always kept. */
  eventRetentionSize: int64(),
  /** Who sums up. Without it, compacted events are dropped. */
  summarizer: object({
    /**
     * Name of a ModelConfig of the agent's namespace.
     * @default - the agent's own
     */
    modelConfig: string(),
    /** Prompt in place of the built-in one. */
    promptTemplate: string(),
  }),
});

export const declarativeAgent = object(
  {
    /**
     * Implementation that runs the agent.
     * @default 'python'
     * source: facts/kagent.md §1
     */
    runtime: string({ enum: ['python', 'go'], default: 'python' }),
    /** Instructions to the model. With `promptTemplate` it is a Go template, and `{{` has to be escaped. */
    systemMessage: string(),
    /** Where the instructions come from, instead of `systemMessage`. */
    systemMessageFrom: valueSource as Schema<ValueSource>,
    /** Makes the instructions a Go template. source: facts/kagent.md §10.13 */
    promptTemplate: object({
      /** ConfigMaps to include from, at most 20. */
      dataSources: array<PromptSource>(promptSource, { maxItems: 20 }),
    }),
    /**
     * Name of a ModelConfig of the agent's namespace; no `/`. Without it the agent is not accepted, whatever upstream's
     * description promises.
     * source: facts/kagent.md §10.4; facts/faults.md F-KAG-01, F-KAG-02
     */
    modelConfig: string(),
    /**
     * Send the answer piece by piece.
     * @default false
     */
    stream: boolean(),
    /** At most 20. */
    tools: array<AgentTool>(agentTool, { maxItems: 20 }),
    /** What the agent card says. */
    a2aConfig: object({
      /** At least one. */
      skills: array<A2aSkill>(a2aSkill, { minItems: 1 }),
    }),
    /** The Deployment that runs the agent. */
    deployment: declarativeDeployment as Schema<DeclarativeDeployment>,
    /**
     * Run Python blocks of the model's answers. It makes the container privileged unless its security context forbids
     * privilege escalation.
     * @default false
     * source: facts/kagent.md §4; facts/faults.md F-KAG-07
     */
    executeCodeBlocks: boolean(),
    /** Memory across sessions. It needs a database with pgvector. source: facts/faults.md F-KAG-25 */
    memory: object({
      /** Name of the ModelConfig of the agent's namespace that embeds the texts. */
      modelConfig: required(string()),
      /**
       * Days that an entry lives.
       * @default - 15
       */
      ttlDays: int64({ minimum: 1 }),
    }),
    /** What the model sees of a long session. */
    context: object({
      /** @default - events are not compacted */
      compaction,
    }),
  },
  {
    rules: [
      {
        rule: '!has(self.systemMessage) || !has(self.systemMessageFrom)',
        message: 'systemMessage and systemMessageFrom are mutually exclusive',
        check: ({ systemMessage, systemMessageFrom }) => systemMessage === undefined || systemMessageFrom === undefined,
      },
    ],
  },
);

/** An agent that kagent's own runtime runs. source: facts/kagent.md §1 */
export interface DeclarativeAgent extends Static<typeof declarativeAgent> {}
