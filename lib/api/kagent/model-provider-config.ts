import { keyedConditions } from '../common';
import type { ObjectMeta } from '../kubernetes';
import { array, dateTime, int64, object, required, type Static, string } from '../schema';
import { kagentKind } from './kind';
import { MODEL_PROVIDERS } from './model-providers';

const spec = object(
  {
    /** Maker of the models. */
    type: required(string({ enum: MODEL_PROVIDERS })),
    /**
     * Base URL of the API, `http://…` or `https://…`. The controller calls it once per generation.
     * @default - the maker's own, for OpenAI, Anthropic, Gemini and Ollama
     * source: facts/kagent.md §1
     */
    endpoint: string({ pattern: '^https?://.*' }),
    /** Secret of the same namespace with the API key, needed by all but Ollama. It must hold one key exactly. */
    secretRef: object({
      /** Name of the Secret. */
      name: required(string()),
    }),
  },
  {
    rules: [
      {
        rule: "!has(self.endpoint) || size(self.endpoint) == 0 || self.endpoint.startsWith('http://') || self.endpoint.startsWith('https://')",
        message: 'endpoint must be a valid URL starting with http:// or https://',
        check: ({ endpoint = '' }) => endpoint === '' || /^https?:\/\//.test(endpoint),
      },
      {
        rule: "self.type == 'Ollama' || (has(self.secretRef) && has(self.secretRef.name) && size(self.secretRef.name) > 0)",
        message: 'secretRef is required for providers that need authentication (not Ollama)',
        check: ({ type, secretRef }) => type === 'Ollama' || (secretRef?.name ?? '') !== '',
      },
    ],
  },
);

const status = object({
  /** `Ready`, `SecretResolved`, `ModelsDiscovered`. */
  conditions: keyedConditions(),
  /** Models that the API offers. */
  discoveredModels: array(string()),
  /** Their number. */
  modelCount: int64(),
  /** When they were last asked for. */
  lastDiscoveryTime: dateTime(),
  /** `metadata.generation` that the status speaks about. */
  observedGeneration: int64(),
  /** Hash over the Secret. */
  secretHash: string(),
});

export interface ModelProviderConfigSpec extends Static<typeof spec> {}
export interface ModelProviderConfigStatus extends Static<typeof status> {}

/** A maker of models that kagent's UI lists the models of. source: facts/kagent.md §1 */
export interface ModelProviderConfig {
  readonly apiVersion: 'kagent.dev/v1alpha2';
  readonly kind: 'ModelProviderConfig';
  readonly metadata: ObjectMeta;
  readonly spec: ModelProviderConfigSpec;
  readonly status?: ModelProviderConfigStatus;
}

export const modelProviderConfigKind = kagentKind({
  kind: 'ModelProviderConfig',
  plural: 'modelproviderconfigs',
  shortNames: ['mprov'],
  schema: object({ spec, status }),
  columns: [
    { name: 'Type', type: 'string', jsonPath: '.spec.type' },
    { name: 'Endpoint', type: 'string', jsonPath: '.spec.endpoint' },
    { name: 'Models', type: 'integer', jsonPath: '.status.modelCount' },
    { name: 'Ready', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].status" },
    { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  ],
});
