import { MANIFEST_RULES } from './api/rules';
import { agent } from './components/agent';
import { agentPlatform } from './components/agent-platform';
import { agentSandboxController } from './components/agent-sandbox-controller';
import { agentSandboxPool } from './components/agent-sandbox-pool';
import { kagentControlPlane } from './components/kagent-control-plane';
import { mcpServer } from './components/mcp-server';
import { modelConfig } from './components/model-config';
import { nemoClawHarness } from './components/nemoclaw-harness';
import { openShellGateway } from './components/openshell-gateway';
import { openShellPolicy } from './components/openshell-policy';
import { policySync } from './components/policy-sync';
import { noCredentialInProps } from './components/rules/kf3024-no-credential-in-props';
import { seccompProfile } from './components/seccomp-profile';
import { tenant } from './components/tenant';
import type { RuleInfo } from './diagnostics/rule';
import { ENGINE_RULES } from './diagnostics/rules/engine';
import { POLICY_RULES } from './policy/rules';
import { READING_RULES } from './policy/rules/reading';
import { SUPERVISOR_RULES } from './policy/supervisor/rules';

/** Every rule that the library can raise, each id once, in the order of the ids. */
export const RULES: readonly RuleInfo[] = distinct([
  ...agentPlatform.rules,
  ...agentSandboxController.rules,
  ...agentSandboxPool.rules,
  ...seccompProfile.rules,
  ...tenant.rules,
  ...openShellPolicy.rules,
  ...openShellGateway.rules,
  ...kagentControlPlane.rules,
  ...policySync.rules,
  ...nemoClawHarness.rules,
  ...modelConfig.rules,
  ...mcpServer.rules,
  ...agent.rules,
  noCredentialInProps,
  ...MANIFEST_RULES,
  ...READING_RULES,
  ...POLICY_RULES,
  ...SUPERVISOR_RULES,
  ...ENGINE_RULES,
]);

// A rule over the platform is lifted into every component that takes one; it is the same rule.
function distinct(rules: readonly RuleInfo[]): RuleInfo[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The rule of that id, if this version of the library has it. */
export function findRule(id: string): RuleInfo | undefined {
  return RULES.find((rule) => rule.id === id);
}
