import type { ObjectMeta } from '../kubernetes';
import { type Discriminated, object, type Schema, type StaticFields, string } from '../schema';
import { type AgentBlueprint, type AgentStatus, agentBlueprint, agentRules, agentStatus } from './agent-blueprint';
import { kagentKind } from './kind';
import { type SandboxSubstrate, sandboxSubstrate } from './substrate';

const own = {
  /**
   * What the sandbox runs on. On `agent-sandbox` it is one Sandbox of the agent's name, with one session in total.
   * @default 'agent-sandbox'
   * source: facts/kagent.md §4, §7
   */
  platform: string({ enum: ['agent-sandbox', 'substrate'], default: 'agent-sandbox' }),
  /** Settings for `substrate`, and only for it. */
  substrate: sandboxSubstrate as Schema<SandboxSubstrate>,
} as const;

interface SandboxAgentBlueprint extends AgentBlueprint, StaticFields<typeof own> {}

export type SandboxAgentSpec = Discriminated<
  SandboxAgentBlueprint,
  'type',
  { readonly Declarative: 'declarative'; readonly BYO: 'byo' }
>;

/** An agent in a sandbox instead of a Deployment. source: facts/kagent.md §1, §4 */
export interface SandboxAgent {
  readonly apiVersion: 'kagent.dev/v1alpha2';
  readonly kind: 'SandboxAgent';
  readonly metadata: ObjectMeta;
  readonly spec: SandboxAgentSpec;
  readonly status?: AgentStatus;
}

const spec = object(
  { ...agentBlueprint, ...own },
  {
    rules: [
      {
        rule: "!has(self.skills) || self.platform != 'substrate'",
        message: 'spec.skills is not supported when spec.platform is substrate',
        check: ({ skills, platform }) => skills === undefined || platform !== 'substrate',
      },
      {
        rule: "!has(self.substrate) || self.platform == 'substrate'",
        message: 'spec.substrate may only be set when spec.platform is substrate',
        check: ({ substrate, platform }) => substrate === undefined || platform === 'substrate',
      },
      {
        rule: "!has(self.type) || self.type != 'BYO' || self.platform != 'substrate'",
        message: 'BYO agents are not supported when spec.platform is substrate',
        check: ({ type, platform }) => type !== 'BYO' || platform !== 'substrate',
      },
      ...agentRules,
    ],
  },
);

export const sandboxAgentKind = kagentKind({
  kind: 'SandboxAgent',
  plural: 'sandboxagents',
  categories: [],
  schema: object({ spec, status: object(agentStatus) }),
  columns: [
    { name: 'Ready', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].status" },
    { name: 'Accepted', type: 'string', jsonPath: ".status.conditions[?(@.type=='Accepted')].status" },
  ],
});
