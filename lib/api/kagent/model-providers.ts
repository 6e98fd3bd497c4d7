import {
  any,
  array,
  boolean,
  discriminated,
  int64,
  map,
  object,
  required,
  type Schema,
  type Static,
  type StaticFields,
  string,
} from '../schema';

/** Makers of models that kagent 0.9.12 knows. source: facts/kagent.md §1 */
export const MODEL_PROVIDERS = [
  'Anthropic',
  'OpenAI',
  'AzureOpenAI',
  'Ollama',
  'Gemini',
  'GeminiVertexAI',
  'AnthropicVertexAI',
  'Bedrock',
  'SAPAICore',
] as const;

export type ModelProvider = (typeof MODEL_PROVIDERS)[number];

// Numbers with a fraction are texts throughout, e.g. `'0.2'`. source: facts/kagent.md §10.16
const sampling = {
  /** Sampling temperature, a number as text, e.g. `'0.2'`. */
  temperature: string(),
  /** Share of the likeliest tokens to sample from, a number as text, e.g. `'0.9'`. */
  topP: string(),
} as const;

const tokenExchange = object({
  /** How the token is got. */
  type: required(string({ enum: ['GDCHServiceAccount'] })),
  gdchServiceAccount: object({
    /** Audience of the token: the base URL of the inference gateway. */
    audience: required(string()),
  }),
});

const openAI = object({
  /**
   * Base URL of the API. A harness on a gateway needs it unset.
   * @default - OpenAI's own
   * source: facts/faults.md F-KAG-13
   */
  baseUrl: string(),
  /** Identifier of the organization. */
  organization: string(),
  ...sampling,
  /** Most tokens of an answer. */
  maxTokens: int64(),
  /** Penalty on tokens by how often they occur, a number as text. */
  frequencyPenalty: string(),
  /** Penalty on tokens that occur at all, a number as text. */
  presencePenalty: string(),
  /** Makes sampling repeatable. */
  seed: int64(),
  /** Answers per request. */
  n: int64(),
  /** Seconds that a request may take. */
  timeout: int64(),
  /** How long a reasoning model thinks. */
  reasoningEffort: string({ enum: ['minimal', 'low', 'medium', 'high'] }),
  /** Exchange of a service account, the Secret of the ModelConfig, for a token. source: facts/kagent.md §5 */
  tokenExchange: discriminated(tokenExchange, 'type', { GDCHServiceAccount: 'gdchServiceAccount' }),
});

const anthropic = object({
  /**
   * Base URL of the API.
   * @default - Anthropic's own
   */
  baseUrl: string(),
  /** Most tokens of an answer. */
  maxTokens: int64(),
  ...sampling,
  /** Number of the likeliest tokens to sample from. */
  topK: int64(),
});

const azureOpenAI = object({
  /** URL of the resource. */
  azureEndpoint: required(string()),
  /** Version of the API, e.g. `2023-05-15`. */
  apiVersion: required(string()),
  /** Name of the deployment. Agents call this one; the ModelConfig's `model` is not sent. */
  azureDeployment: string(),
  /** Entra ID token in clear: it stays readable in etcd. Prefer the ModelConfig's Secret. */
  azureAdToken: string(),
  ...sampling,
  /** Most tokens of an answer. */
  maxTokens: int64(),
});

const ollama = object({
  /** Host and port, or URL, of the server. */
  host: string(),
  /** Options of the model as texts, e.g. `num_ctx`. */
  options: map(string()),
});

const vertexAI = {
  /** Identifier of the project. */
  projectID: required(string()),
  /** Region, e.g. `europe-west4`. */
  location: required(string()),
  ...sampling,
  /** Number of the likeliest tokens to sample from, as text. */
  topK: string(),
  /** Texts that end an answer. */
  stopSequences: array(string()),
} as const;

const geminiVertexAI = object({
  ...vertexAI,
  /** Most tokens of an answer. */
  maxOutputTokens: int64(),
  /** Answers per request. */
  candidateCount: int64(),
  /** Media type of an answer. */
  responseMimeType: string(),
});

const anthropicVertexAI = object({
  ...vertexAI,
  /** Most tokens of an answer. */
  maxTokens: int64(),
});

const bedrock = object({
  /** Region, e.g. `eu-central-1`. */
  region: required(string()),
  /** Fields of the request that Bedrock hands to the model as they are, as free JSON. */
  additionalModelRequestFields: any(),
  /**
   * Have Bedrock keep the common beginning of prompts.
   * @default false
   */
  promptCaching: boolean({ default: false }),
  /**
   * How long it keeps it. An hour costs more to write, and fewer models can.
   * @default '5m'
   */
  cacheTTL: string({ enum: ['5m', '1h'], default: '5m' }),
});

const sapAICore = object({
  /** URL of the API. */
  baseUrl: required(string()),
  /**
   * Resource group.
   * @default 'default'
   */
  resourceGroup: string({ default: 'default' }),
  /** URL that gives out tokens. */
  authUrl: string(),
});

export interface OpenAIModel extends Static<typeof openAI> {}
export interface AnthropicModel extends Static<typeof anthropic> {}
export interface AzureOpenAIModel extends Static<typeof azureOpenAI> {}
export interface OllamaModel extends Static<typeof ollama> {}
export interface GeminiVertexAIModel extends Static<typeof geminiVertexAI> {}
export interface AnthropicVertexAIModel extends Static<typeof anthropicVertexAI> {}
export interface BedrockModel extends Static<typeof bedrock> {}
export interface SapAICoreModel extends Static<typeof sapAICore> {}

/** One block of settings per maker. source: facts/kagent.md §1 */
export const providerBlocks = {
  /** Settings for `OpenAI`. */
  openAI: openAI as Schema<OpenAIModel>,
  /** Settings for `Anthropic`. */
  anthropic: anthropic as Schema<AnthropicModel>,
  /** Settings for `AzureOpenAI`. */
  azureOpenAI: azureOpenAI as Schema<AzureOpenAIModel>,
  /** Settings for `Ollama`. */
  ollama: ollama as Schema<OllamaModel>,
  /** Settings for `Gemini`: there are none. */
  gemini: object({}),
  /** Settings for `GeminiVertexAI`. */
  geminiVertexAI: geminiVertexAI as Schema<GeminiVertexAIModel>,
  /** Settings for `AnthropicVertexAI`. */
  anthropicVertexAI: anthropicVertexAI as Schema<AnthropicVertexAIModel>,
  /** Settings for `Bedrock`. */
  bedrock: bedrock as Schema<BedrockModel>,
  /** Settings for `SAPAICore`. */
  sapAICore: sapAICore as Schema<SapAICoreModel>,
} as const;

export interface ProviderBlocks extends StaticFields<typeof providerBlocks> {}

/** The block that belongs to each maker, in the order of upstream's rules. */
export const BLOCK_OF_PROVIDER = {
  OpenAI: 'openAI',
  Anthropic: 'anthropic',
  AzureOpenAI: 'azureOpenAI',
  Ollama: 'ollama',
  Gemini: 'gemini',
  GeminiVertexAI: 'geminiVertexAI',
  AnthropicVertexAI: 'anthropicVertexAI',
  Bedrock: 'bedrock',
  SAPAICore: 'sapAICore',
} as const satisfies Readonly<Record<ModelProvider, keyof typeof providerBlocks>>;
