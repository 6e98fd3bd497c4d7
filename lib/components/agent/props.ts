import type { A2aSkill } from '../../api';
import type { Deep, Leaf } from '../../plan/leaf';
import type { AgentRef } from '../../platform/agent-ref';
import type { McpServerRef } from '../../platform/mcp-server-ref';
import type { ModelConfigRef } from '../../platform/model-config-ref';
import type { AllowedNamespacesProp, KagentResourceProps, KeyReference } from '../kagent-resource/props';
import type { AgentDeployment, ByoContainer } from './deployment-props';
import type { SkillSources } from './skills-props';

/** An agent of kagent: its own runtime, or an image of yours. Exactly one of `declarative` and `byo`. KF5500. */
export interface AgentProps extends KagentResourceProps {
  /** What the agent is for: shown to people, and to agents that have it as a tool. @default - none */
  readonly description?: Leaf<string>;
  /** An agent that kagent's runtime runs. */
  readonly declarative?: DeclarativeSettings;
  /** An image that listens on port 8080, serves its agent card and does the rest itself. */
  readonly byo?: ByoContainer;
  /**
   * Whether it is a SandboxAgent: one Sandbox of agent-sandbox instead of a Deployment, for one session in total. It has
   * no Service, so that others reach it through the controller. KF5513, KF5516. source: facts/kagent.md §4, §7
   *
   * @default false
   */
  readonly sandbox?: boolean;
  /** Skills, fetched to `/skills` by an init container. KF5510, KF5514. @default - none */
  readonly skills?: SkillSources;
  /**
   * Hosts that commands of skills and code blocks may reach. It fences neither the agent's own process nor an agent
   * without both: KF5509. The fence of the control plane, and an OpenShellPolicy attached to the pods `{ app: 'kagent',
   * kagent: '<name>' }`, hold for the whole pod. source: fault F-KAG-06
   *
   * @default - none
   */
  readonly allowedDomains?: readonly string[];
  /** Namespaces whose agents may have this one as a tool. KF5404. @default Same */
  readonly allowedNamespaces?: AllowedNamespacesProp;
  /** The pods. @default - see each */
  readonly deployment?: AgentDeployment;
  /**
   * A text that changes when the content of Secrets in `deployment.env` or behind headers does; it is written on the pods
   * and rolls them. KF5454. source: facts/kagent.md §4
   *
   * @default - none: pods keep the old values until something else changes
   */
  readonly secretsRevision?: Leaf<string>;
}

/** What kagent's runtime is told. source: facts/kagent.md §1 Agent */
export interface DeclarativeSettings {
  /** Implementation of the runtime. `go` knows no code blocks and no compaction. KF5511. @default python */
  readonly runtime?: 'python' | 'go';
  /** Instructions to the model. KF5503, KF5504. */
  readonly systemMessage?: Leaf<string>;
  /** Instructions out of a ConfigMap or a Secret, instead. KF5403, KF5503. */
  readonly systemMessageFrom?: SystemMessageSource;
  /** Makes the instructions a Go template that includes keys of ConfigMaps. KF5504. source: facts/kagent.md §10.13 @default - none */
  readonly promptTemplate?: { readonly dataSources: readonly PromptSourceProp[] };
  /** ModelConfig of the agent's namespace, by name or ref. KF5501, KF5502. @default - the control plane's, in its namespace */
  readonly modelConfig?: string | ModelConfigRef;
  /** Send the answer piece by piece. @default false */
  readonly stream?: Leaf<boolean>;
  /** At most 20. KF5505, KF5506. @default - none */
  readonly tools?: readonly AgentToolProp[];
  /** Skills on the agent card, at least one. @default - none */
  readonly a2aConfig?: { readonly skills: Deep<readonly A2aSkill[]> };
  /** Run Python blocks of the model's answers. KF5510, KF5511. @default false */
  readonly executeCodeBlocks?: boolean;
  /** Memory across sessions. KF5502, KF5512, KF5516. @default - none */
  readonly memory?: {
    /** ModelConfig that embeds the texts. Its changes roll no agent. */
    readonly modelConfig: string | ModelConfigRef;
    /** Days that an entry lives. @default - 15 */
    readonly ttlDays?: number;
  };
  /** Summing up of long sessions. KF5511, KF5516. @default - none */
  readonly compaction?: Compaction;
}

/** Where the instructions are: a key in the agent's namespace. */
export type SystemMessageSource =
  | { readonly configMap: KeyReference; readonly secret?: never }
  | { readonly configMap?: never; readonly secret: KeyReference };

/** A ConfigMap of the agent's namespace, included as `{{include "<alias or name>/<key>"}}`. */
export interface PromptSourceProp {
  readonly name: string;
  /** @default - the name */
  readonly alias?: string;
}

/** source: facts/kagent.md §1 context.compaction */
export interface Compaction {
  /** Requests of the user between two compactions. @default 5 */
  readonly interval?: number;
  /** Requests of the last compaction that are summed up again. @default 2 */
  readonly overlapSize?: number;
  /** Tokens of the last prompt from which on it is compacted as well. @default - none */
  readonly tokenThreshold?: number;
  /** Newest events that are always kept. @default - none */
  readonly eventRetentionSize?: number;
  /** Who sums up. @default - nobody: compacted events are dropped */
  readonly summarizer?: {
    /** @default - the agent's own */
    readonly modelConfig?: string | ModelConfigRef;
    /** @default - kagent's */
    readonly promptTemplate?: Leaf<string>;
  };
}

export type AgentToolProp = McpTool | AgentTool;

interface ToolHeaders {
  /** Headers that this agent sends, each a key of a Secret of the agent's namespace; they win over the server's. KF5403, KF5453, KF5454. @default - none */
  readonly headers?: { readonly [header: string]: KeyReference };
}

/** Tools of an MCP server. */
export interface McpTool extends ToolHeaders {
  /** The server's ref; a name means a RemoteMCPServer of the agent's namespace, e.g. one of the control plane's. */
  readonly mcpServer: string | McpServerRef;
  readonly agent?: never;
  /** Tools to offer, at most 50. @default - all that the server has, also later ones */
  readonly toolNames?: readonly string[];
  /** Those of them that a person approves at each call. KF5505. @default - none */
  readonly requireApproval?: readonly string[];
  /** Headers of the caller that go on to the server. @default - none */
  readonly allowedHeaders?: readonly string[];
}

/** Another agent. */
export interface AgentTool extends ToolHeaders {
  /** The agent's ref; a name means an Agent of the same namespace. */
  readonly agent: string | AgentRef;
  readonly mcpServer?: never;
  readonly toolNames?: never;
  readonly requireApproval?: never;
  readonly allowedHeaders?: never;
}
