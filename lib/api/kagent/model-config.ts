import { atomicConditions } from '../common';
import type { ObjectMeta } from '../kubernetes';
import type { CelRule } from '../node';
import {
  boolean,
  type Discriminated,
  int64,
  map,
  object,
  required,
  type Schema,
  type Static,
  type StaticFields,
  string,
} from '../schema';
import { kagentKind } from './kind';
import {
  BLOCK_OF_PROVIDER,
  MODEL_PROVIDERS,
  type ModelProvider,
  type ProviderBlocks,
  providerBlocks,
} from './model-providers';
import { type TlsConfig, tlsConfig } from './tls-config';

const own = {
  /** Name of the model, as its maker spells it. */
  model: required(string()),
  /**
   * Maker of the model. Only its own block of settings may stand beside it.
   * @default 'OpenAI'
   */
  provider: string({ enum: MODEL_PROVIDERS, default: 'OpenAI' }),
  /**
   * Name of the Secret of the same namespace with the API key. New content rolls the agents, but reaches no harness.
   * source: facts/kagent.md §1, §3
   */
  apiKeySecret: string(),
  /** Key in that Secret. One is not given without the other, except by Bedrock and SAPAICore, which read it whole. */
  apiKeySecretKey: string(),
  /**
   * Use the caller's bearer token as API key. Not with a Secret, nor for Gemini and the two on Vertex AI.
   * @default false
   * source: facts/kagent.md §5
   */
  apiKeyPassthrough: boolean(),
  /** Headers of every request, in clear. */
  defaultHeaders: map(string()),
  /** How the certificate of the API is checked. */
  tls: tlsConfig as Schema<TlsConfig>,
} as const;

interface ModelConfigFields extends ProviderBlocks, StaticFields<typeof own> {}

/** The settings block of another maker than `provider` says is an error; that of its own may be absent. */
export type ModelConfigSpec = Discriminated<ModelConfigFields, 'provider', typeof BLOCK_OF_PROVIDER, 'optional'>;

const blockRules = Object.entries(BLOCK_OF_PROVIDER).map(
  ([provider, block]): CelRule<ModelConfigFields> => ({
    rule: `!(has(self.${block}) && self.provider != '${provider}')`,
    message: `provider.${block} must be nil if the provider is not ${provider}`,
    check: (self) => self[block] === undefined || self.provider === provider,
  }),
);

const READS_WHOLE_SECRET: readonly (ModelProvider | undefined)[] = ['Bedrock', 'SAPAICore'];
const NO_PASSTHROUGH: readonly (ModelProvider | undefined)[] = ['Gemini', 'GeminiVertexAI', 'AnthropicVertexAI'];

const spec = object(
  { ...own, ...providerBlocks },
  {
    rules: [
      ...blockRules,
      {
        rule: '!(has(self.apiKeySecretKey) && !has(self.apiKeySecret))',
        message: 'apiKeySecret must be set if apiKeySecretKey is set',
        check: ({ apiKeySecret, apiKeySecretKey }) => apiKeySecretKey === undefined || apiKeySecret !== undefined,
      },
      {
        rule: "!(has(self.apiKeySecret) && !has(self.apiKeySecretKey) && self.provider != 'Bedrock' && self.provider != 'SAPAICore')",
        message: 'apiKeySecretKey must be set if apiKeySecret is set (except for Bedrock and SAPAICore providers)',
        check: ({ apiKeySecret, apiKeySecretKey, provider }) =>
          apiKeySecret === undefined || apiKeySecretKey !== undefined || READS_WHOLE_SECRET.includes(provider),
      },
      {
        rule: '!(has(self.apiKeyPassthrough) && self.apiKeyPassthrough && has(self.apiKeySecret) && size(self.apiKeySecret) > 0)',
        message: 'apiKeyPassthrough and apiKeySecret are mutually exclusive',
        check: ({ apiKeyPassthrough, apiKeySecret = '' }) => apiKeyPassthrough !== true || apiKeySecret === '',
      },
      {
        rule: "!(has(self.apiKeyPassthrough) && self.apiKeyPassthrough && (self.provider == 'Gemini' || self.provider == 'GeminiVertexAI' || self.provider == 'AnthropicVertexAI'))",
        message: 'apiKeyPassthrough must be false if provider is Gemini;GeminiVertexAI;AnthropicVertexAI',
        check: ({ apiKeyPassthrough, provider }) => apiKeyPassthrough !== true || !NO_PASSTHROUGH.includes(provider),
      },
      {
        rule: '!(has(self.openAI) && has(self.openAI.tokenExchange) && (!has(self.apiKeySecret) || size(self.apiKeySecret) == 0))',
        message: 'openAI.tokenExchange requires apiKeySecret (the service account secret)',
        check: ({ openAI, apiKeySecret = '' }) => openAI?.tokenExchange === undefined || apiKeySecret !== '',
      },
      {
        rule: '!(has(self.openAI) && has(self.openAI.tokenExchange) && has(self.apiKeyPassthrough) && self.apiKeyPassthrough)',
        message: 'openAI.tokenExchange and apiKeyPassthrough are mutually exclusive',
        check: ({ openAI, apiKeyPassthrough }) => openAI?.tokenExchange === undefined || apiKeyPassthrough !== true,
      },
      {
        rule: "!(has(self.openAI) && has(self.openAI.tokenExchange) && self.openAI.tokenExchange.type == 'GDCHServiceAccount' && !has(self.openAI.tokenExchange.gdchServiceAccount))",
        message: 'openAI.tokenExchange type GDCHServiceAccount requires openAI.tokenExchange.gdchServiceAccount',
        check: ({ openAI }) =>
          openAI?.tokenExchange?.type !== 'GDCHServiceAccount' || openAI.tokenExchange.gdchServiceAccount !== undefined,
      },
    ],
  },
);

const status = object({
  /** `Accepted`. */
  conditions: atomicConditions,
  /** `metadata.generation` that the status speaks about. */
  observedGeneration: int64(),
  /** Hash over the Secrets it refers to; a new one rolls the agents. source: facts/kagent.md §1 */
  secretHash: string(),
});

export interface ModelConfigStatus extends Static<typeof status> {}

/** A model and how to reach it. source: facts/kagent.md §1 */
export interface ModelConfig {
  readonly apiVersion: 'kagent.dev/v1alpha2';
  readonly kind: 'ModelConfig';
  readonly metadata: ObjectMeta;
  readonly spec: ModelConfigSpec;
  readonly status?: ModelConfigStatus;
}

/** Without upstream's v1alpha1; see `index.ts`. source: facts/kagent.md §1 */
export const modelConfigKind = kagentKind({
  kind: 'ModelConfig',
  plural: 'modelconfigs',
  shortNames: ['mc'],
  schema: object({ spec, status }),
  columns: [
    { name: 'Provider', type: 'string', jsonPath: '.spec.provider' },
    { name: 'Model', type: 'string', jsonPath: '.spec.model' },
  ],
});
