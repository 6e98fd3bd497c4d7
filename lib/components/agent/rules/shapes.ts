import type { AgentRef } from '../../../platform/agent-ref';
import type { McpServerRef } from '../../../platform/mcp-server-ref';
import type { ModelConfigRef } from '../../../platform/model-config-ref';
import { ANYTHING, BOOLEAN, listOf, objectOf, type Shape, TEXT, textOr } from '../../kagent-resource/rules/shape';
import {
  ALLOWED,
  CONTAINERS,
  KEY_REFERENCES,
  LOCAL_NAMES,
  OBJECT,
  OBJECTS,
  SECURITY,
  SERVICE_ACCOUNT,
  TEXTS,
} from '../../kagent-resource/rules/shapes';
import type { AgentDeployment, ByoContainer } from '../deployment-props';
import type { AgentProps, AgentToolProp, Compaction, DeclarativeSettings, PromptSourceProp } from '../props';
import type { SkillRepositoryProp, SkillSources } from '../skills-props';

const MODEL = textOr(objectOf<ModelConfigRef>({ name: TEXT, namespace: TEXT }, ['name', 'namespace']));
const REF = { kind: TEXT, name: TEXT, namespace: TEXT, allows: TEXT };
const REF_FIELDS = ['kind', 'name', 'namespace', 'allows'] as const;

const TOOL = objectOf<Required<AgentToolProp>>({
  mcpServer: textOr(objectOf<McpServerRef>(REF, REF_FIELDS)),
  agent: textOr(objectOf<AgentRef>(REF, REF_FIELDS)),
  toolNames: listOf(TEXT),
  requireApproval: listOf(TEXT),
  allowedHeaders: listOf(TEXT),
  headers: KEY_REFERENCES,
});

/** Counts are left to KF5516, which knows their ranges. */
const DECLARATIVE = objectOf<DeclarativeSettings>({
  runtime: ANYTHING,
  systemMessage: TEXT,
  systemMessageFrom: objectOf<{ configMap: object; secret: object }>({ configMap: ANYTHING, secret: ANYTHING }),
  promptTemplate: objectOf<{ dataSources: object }>(
    { dataSources: listOf(objectOf<PromptSourceProp>({ name: TEXT, alias: TEXT }, ['name'])) },
    ['dataSources'],
  ),
  modelConfig: MODEL,
  stream: BOOLEAN,
  tools: listOf(TOOL),
  a2aConfig: objectOf<{ skills: object }>({ skills: OBJECTS }, ['skills']),
  executeCodeBlocks: BOOLEAN,
  memory: objectOf<{ modelConfig: object; ttlDays: number }>({ modelConfig: MODEL, ttlDays: ANYTHING }, [
    'modelConfig',
  ]),
  compaction: objectOf<Compaction>({
    interval: ANYTHING,
    overlapSize: ANYTHING,
    tokenThreshold: ANYTHING,
    eventRetentionSize: ANYTHING,
    summarizer: objectOf<{ modelConfig: object; promptTemplate: string }>({ modelConfig: MODEL, promptTemplate: TEXT }),
  }),
});

const SKILLS = objectOf<SkillSources>({
  refs: listOf(ANYTHING),
  gitRefs: listOf(objectOf<SkillRepositoryProp>({ url: TEXT, ref: TEXT, path: TEXT, name: TEXT }, ['url'])),
  gitAuthSecretRef: objectOf<{ name: string }>({ name: TEXT }, ['name']),
  imagePullSecrets: LOCAL_NAMES,
  insecureSkipVerify: BOOLEAN,
  initContainer: objectOf<{ env: object; resources: object }>({ env: OBJECTS, resources: OBJECT }),
});

const DEPLOYMENT = objectOf<AgentDeployment>({
  replicas: ANYTHING,
  imageRegistry: ANYTHING,
  imagePullPolicy: TEXT,
  imagePullSecrets: LOCAL_NAMES,
  resources: OBJECT,
  env: OBJECTS,
  volumes: OBJECTS,
  volumeMounts: OBJECTS,
  labels: TEXTS,
  annotations: TEXTS,
  tolerations: OBJECTS,
  affinity: OBJECT,
  nodeSelector: TEXTS,
  serviceAccount: SERVICE_ACCOUNT,
  extraContainers: CONTAINERS,
  security: SECURITY,
});

/** Shapes of an Agent's props. */
export const AGENT_SHAPES: { readonly [Prop in keyof AgentProps]?: Shape } = {
  description: TEXT,
  declarative: DECLARATIVE,
  byo: objectOf<ByoContainer>({ image: ANYTHING, cmd: TEXT, args: listOf(TEXT), workingDir: TEXT }),
  sandbox: BOOLEAN,
  skills: SKILLS,
  allowedDomains: listOf(TEXT),
  allowedNamespaces: ALLOWED,
  deployment: DEPLOYMENT,
  secretsRevision: TEXT,
};
