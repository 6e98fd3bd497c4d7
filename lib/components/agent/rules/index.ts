import type { Rule } from '../../../diagnostics/rule';
import { kagentResourceRules } from '../../kagent-resource/rules/kagent-platform';
import { behindShape } from '../../kagent-resource/rules/well-shaped';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';
import { LOCKED_IMAGE } from './kf1101-locked-image';
import { WELL_FORMED_IMAGE } from './kf1102-well-formed-image';
import { AGENT_KEY_REFERENCES } from './kf5403-key-references';
import { AGENT_ALLOWED_NAMESPACES } from './kf5404-allowed-namespaces';
import { AGENT_ENVIRONMENT } from './kf5405-no-clear-text-credentials';
import { AGENT_TLS } from './kf5406-verified-tls';
import { AGENT_RESTRICTED } from './kf5407-restricted-pods';
import { TOOL_HEADER_NAMES } from './kf5453-header-names';
import { TOOL_HEADER_ROTATION } from './kf5454-header-rotation';
import { ONE_AGENT_TYPE } from './kf5500-one-agent-type';
import { MODEL_CONFIG_GIVEN } from './kf5501-model-config-given';
import { MODEL_CONFIG_LOCAL } from './kf5502-model-config-local';
import { SYSTEM_MESSAGE } from './kf5503-system-message';
import { PROMPT_TEMPLATE } from './kf5504-prompt-template';
import { TOOL_LISTS } from './kf5505-tool-lists';
import { TOOL_REFERENCES } from './kf5506-tool-references';
import { RESERVED_ENVIRONMENT } from './kf5507-reserved-environment';
import { AGENT_POD_PARTS } from './kf5508-agent-pod-parts';
import { ALLOWED_DOMAINS } from './kf5509-allowed-domains';
import { COMMAND_ISOLATION } from './kf5510-command-isolation';
import { GO_FEATURES } from './kf5511-go-features';
import { MEMORY_VECTORS } from './kf5512-memory-vectors';
import { SANDBOX_AGENT_SERVED } from './kf5513-sandbox-agent-served';
import { SKILLS_FETCHABLE } from './kf5514-skills-fetchable';
import { AGENT_REGISTRY } from './kf5515-agent-registry';
import { AGENT_NUMBERS } from './kf5516-agent-numbers';
import { AGENT_SHAPES } from './shapes';

/** The rules over an agent. */
export const agentRules: readonly Rule<AgentProps>[] = behindShape<AgentProps>(
  AGENT_SHAPES,
  { failing: exampleAgent({ sytemMessage: 'Be brief.' } as object), mended: exampleAgent() },
  [
    ...kagentResourceRules<AgentProps>({ namedLike: 'Service', example: (resource) => exampleAgent({}, resource) }),
    ONE_AGENT_TYPE,
    MODEL_CONFIG_GIVEN,
    MODEL_CONFIG_LOCAL,
    SYSTEM_MESSAGE,
    PROMPT_TEMPLATE,
    TOOL_LISTS,
    TOOL_REFERENCES,
    RESERVED_ENVIRONMENT,
    AGENT_POD_PARTS,
    ALLOWED_DOMAINS,
    COMMAND_ISOLATION,
    GO_FEATURES,
    MEMORY_VECTORS,
    SANDBOX_AGENT_SERVED,
    SKILLS_FETCHABLE,
    AGENT_REGISTRY,
    AGENT_NUMBERS,
    AGENT_KEY_REFERENCES,
    AGENT_ALLOWED_NAMESPACES,
    AGENT_ENVIRONMENT,
    AGENT_TLS,
    AGENT_RESTRICTED,
    TOOL_HEADER_NAMES,
    TOOL_HEADER_ROTATION,
    LOCKED_IMAGE,
    WELL_FORMED_IMAGE,
  ],
);
