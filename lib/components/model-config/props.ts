import type { Leaf } from '../../plan/leaf';
import type { KagentResourceProps, KeyReference, LocalName, ServerTls } from '../kagent-resource/props';

/** A model and how agents reach it. source: facts/kagent.md §1 ModelConfig */
export interface ModelConfigProps extends KagentResourceProps {
  /** Name of the model, as its maker spells it. */
  readonly model: Leaf<string>;
  /** Who serves the model, with its settings and its key. KF5403, KF5406, KF5410–KF5413. */
  readonly provider: ModelProviderSettings;
  /** Headers of every request. They are written in clear, so none may hold a credential. KF5405. @default - none */
  readonly defaultHeaders?: { readonly [header: string]: Leaf<string> };
  /** How the server's certificate is checked. KF5406. @default - by the authorities of the image */
  readonly tls?: ServerTls;
}

/** Settings by provider; `type` is upstream's name for it. */
export type ModelProviderSettings =
  | OpenAISettings
  | AnthropicSettings
  | AzureOpenAISettings
  | OllamaSettings
  | GeminiSettings
  | GeminiVertexAISettings
  | AnthropicVertexAISettings
  | BedrockSettings
  | SapAICoreSettings;

/** The key of the API: one key of a Secret, or whatever bearer token the caller of the agent sent. */
export type ModelKey =
  | { readonly apiKey: KeyReference; readonly passthrough?: never }
  | {
      readonly apiKey?: never;
      /** Every caller pays with a token of his own; it reaches the model's server. source: facts/kagent.md §5 */
      readonly passthrough: true;
    };

/** How the model chooses its words. KF5412. */
interface Sampling {
  /** From 0 to 2. @default - the server's */
  readonly temperature?: Leaf<number>;
  /** Share of the likeliest tokens to choose from, from 0 to 1. @default - the server's */
  readonly topP?: Leaf<number>;
}

export type OpenAISettings = Sampling & {
  readonly type: 'OpenAI';
  /** Base URL of an API of the same kind, with `http://` or `https://`. No harness can use such a model. KF5411. source: fault F-KAG-13 @default - OpenAI's own */
  readonly baseUrl?: Leaf<string>;
  /** Identifier of the organization. @default - none */
  readonly organization?: Leaf<string>;
  /** Most tokens of an answer. @default - the server's */
  readonly maxTokens?: Leaf<number>;
  /** From -2 to 2. @default - the server's */
  readonly frequencyPenalty?: Leaf<number>;
  /** From -2 to 2. @default - the server's */
  readonly presencePenalty?: Leaf<number>;
  /** Makes choices repeatable. @default - none */
  readonly seed?: Leaf<number>;
  /** Answers per request. @default - 1 */
  readonly n?: Leaf<number>;
  /** Seconds that a request may take. @default - the client's */
  readonly timeout?: Leaf<number>;
  /** How long a reasoning model thinks. @default - the server's */
  readonly reasoningEffort?: 'minimal' | 'low' | 'medium' | 'high';
} & (
    | (ModelKey & { readonly gdch?: never })
    | {
        readonly apiKey?: never;
        readonly passthrough?: never;
        /** A service account of Google Distributed Cloud, exchanged for a token. source: facts/kagent.md §5 */
        readonly gdch: {
          /** The service account's file. */
          readonly serviceAccount: KeyReference;
          /** Base URL of the inference gateway. */
          readonly audience: Leaf<string>;
        };
      }
  );

export type AnthropicSettings = ModelKey &
  Sampling & {
    readonly type: 'Anthropic';
    /** Base URL of the API. KF5411. @default - Anthropic's own */
    readonly baseUrl?: Leaf<string>;
    /** Most tokens of an answer. @default - the client's */
    readonly maxTokens?: Leaf<number>;
    /** Number of the likeliest tokens to choose from. @default - the server's */
    readonly topK?: Leaf<number>;
  };

export type AzureOpenAISettings = ModelKey &
  Sampling & {
    readonly type: 'AzureOpenAI';
    /** URL of the resource. KF5411. */
    readonly endpoint: Leaf<string>;
    /** Version of the API, e.g. `2023-05-15`. */
    readonly apiVersion: Leaf<string>;
    /** Name of the deployment, which agents call; `model` is not sent. */
    readonly deployment: Leaf<string>;
    /** Most tokens of an answer. @default - the server's */
    readonly maxTokens?: Leaf<number>;
  };

export interface OllamaSettings {
  readonly type: 'Ollama';
  /** URL of the server, e.g. `http://ollama.models:11434`. KF5411. */
  readonly host: Leaf<string>;
  /** Options of the model as texts, e.g. `num_ctx`. @default - none */
  readonly options?: { readonly [option: string]: Leaf<string> };
}

export interface GeminiSettings {
  readonly type: 'Gemini';
  readonly apiKey: KeyReference;
}

/** A model on Vertex AI. Agents of kagent 0.9.12 get nothing else of it. source: kagent v0.9.12 adk_api_translator.go, translateModel */
interface VertexAISettings {
  /** Identifier of the project. */
  readonly projectID: Leaf<string>;
  /** Region, e.g. `europe-west4`. */
  readonly location: Leaf<string>;
  /** File of a service account. @default - the agent's own identity, by the annotations of its ServiceAccount */
  readonly serviceAccount?: KeyReference;
}

export interface GeminiVertexAISettings extends VertexAISettings {
  readonly type: 'GeminiVertexAI';
}

export interface AnthropicVertexAISettings extends VertexAISettings {
  readonly type: 'AnthropicVertexAI';
}

/** Bedrock. Credentials are a whole Secret. source: facts/kagent.md §1 */
export interface BedrockSettings {
  readonly type: 'Bedrock';
  /** Region, e.g. `eu-central-1`. */
  readonly region: Leaf<string>;
  /**
   * Secret with `AWS_BEARER_TOKEN_BEDROCK`, or with `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and perhaps
   * `AWS_SESSION_TOKEN`.
   *
   * @default - the agent's own identity, by the annotations of its ServiceAccount
   */
  readonly credentials?: LocalName;
  /** Send the caller's bearer token instead. @default false */
  readonly passthrough?: boolean;
  /** Fields that Bedrock hands to the model as they are. @default - none */
  readonly additionalModelRequestFields?: { readonly [field: string]: unknown };
  /** Have Bedrock keep the common beginning of prompts. @default false */
  readonly promptCaching?: Leaf<boolean>;
  /** How long it keeps it. @default 5m */
  readonly cacheTTL?: '5m' | '1h';
}

/** SAP AI Core. Credentials are a whole Secret. source: facts/kagent.md §1 */
export interface SapAICoreSettings {
  readonly type: 'SAPAICore';
  /** URL of the API. KF5411. */
  readonly baseUrl: Leaf<string>;
  /** Resource group. @default default */
  readonly resourceGroup?: Leaf<string>;
  /** URL that gives out tokens. KF5411. @default - none */
  readonly authUrl?: Leaf<string>;
  /** Secret with `client_id` and `client_secret`. @default - none, with `passthrough` */
  readonly credentials?: LocalName;
  /** Send the caller's bearer token instead. @default false */
  readonly passthrough?: boolean;
}
