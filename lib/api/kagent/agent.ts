import type { ObjectMeta } from '../kubernetes';
import { type Discriminated, object } from '../schema';
import { type AgentBlueprint, type AgentStatus, agentBlueprint, agentRules, agentStatus } from './agent-blueprint';
import { kagentKind } from './kind';

export type AgentSpec = Discriminated<
  AgentBlueprint,
  'type',
  { readonly Declarative: 'declarative'; readonly BYO: 'byo' }
>;

/** An agent in a Deployment of its own name. source: facts/kagent.md §1, §4 */
export interface Agent {
  readonly apiVersion: 'kagent.dev/v1alpha2';
  readonly kind: 'Agent';
  readonly metadata: ObjectMeta;
  readonly spec: AgentSpec;
  readonly status?: AgentStatus;
}

/** Without upstream's v1alpha1; see `index.ts`. source: facts/kagent.md §1 */
export const agentKind = kagentKind({
  kind: 'Agent',
  plural: 'agents',
  schema: object({ spec: object(agentBlueprint, { rules: agentRules }), status: object(agentStatus) }),
  columns: [
    { name: 'Type', type: 'string', jsonPath: '.spec.type' },
    { name: 'Runtime', type: 'string', jsonPath: '.spec.declarative.runtime' },
    { name: 'Ready', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].status" },
    { name: 'Accepted', type: 'string', jsonPath: ".status.conditions[?(@.type=='Accepted')].status" },
  ],
});
