import type { EnvVar } from '../../../api';
import type { Finding, Rule } from '../../../diagnostics/rule';
import { isDeferred, type Leaf } from '../../../plan/leaf';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

const PATH = ['deployment', 'env'];

/** Variables that kagent appends for every agent. source: kagent v0.9.12 go/core/pkg/env/kagent.go, manifest_builder.go */
const OF_EVERY_AGENT = /^KAGENT_(NAMESPACE|NAME|URL|SKILLS_FOLDER|SRT_SETTINGS_PATH)$|^OTEL_/;

/** Variables that kagent appends from the ModelConfig. source: kagent v0.9.12 go/core/pkg/env/providers.go */
const OF_MODELS =
  /^(OPENAI_(API_KEY|ORGANIZATION|API_VERSION)|ANTHROPIC_API_KEY|AZURE_(OPENAI_API_KEY|OPENAI_ENDPOINT|AD_TOKEN)|GOOGLE_(API_KEY|CLOUD_PROJECT|CLOUD_LOCATION|GENAI_USE_VERTEXAI|APPLICATION_CREDENTIALS)|AWS_(REGION|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|BEARER_TOKEN_BEDROCK)|OLLAMA_API_BASE|SAP_AI_CORE_CLIENT_(ID|SECRET))$/;

/** Variables are in effect as they are given. */
export const RESERVED_ENVIRONMENT: Rule<AgentProps> = {
  id: 'KF5507',
  name: 'reserved-environment',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'kagent appends its own variables behind those of the agent, and of two with one name the last one counts: the value given here is not used, and nothing says so.',
  fix: 'give keys and endpoints in the ModelConfig, and telemetry in the control plane',
  faults: ['F-KAG-26'],
  sources: ['facts/kagent.md §4', 'kagent v0.9.12 deployments.go'],
  check({ deployment, declarative }, report) {
    const env = deployment?.env as Leaf<readonly EnvVar[]> | undefined;
    report.whenKnown(PATH, env, (variables) => variableFindings(variables, declarative !== undefined));
  },
  examples: {
    failing: exampleAgent(
      {},
      {
        deployment: {
          env: [{ name: 'OPENAI_API_KEY', valueFrom: { secretKeyRef: { name: 'openai', key: 'key' } } }],
        },
      },
    ),
    mended: exampleAgent({}, { deployment: { env: [{ name: 'LOG_LEVEL', value: 'info' }] } }),
  },
};

function variableFindings(variables: unknown, isDeclarative: boolean): Finding[] {
  const seen = new Set<string>();
  return (Array.isArray(variables) ? variables : []).flatMap((variable: EnvVar, index): Finding[] => {
    const name = isDeferred(variable) ? variable : variable?.name;
    if (typeof name !== 'string') return [];
    const path = [...PATH, index, 'name'];
    const twice = seen.has(name);
    seen.add(name);
    if (twice) return [{ path, problem: 'this variable is given twice', got: name }];
    if (OF_EVERY_AGENT.test(name)) return [{ path, problem: 'kagent sets this variable for every agent', got: name }];
    if (!isDeclarative || !OF_MODELS.test(name)) return [];
    return [{ path, problem: 'kagent sets this variable from the ModelConfig', got: name }];
  });
}
