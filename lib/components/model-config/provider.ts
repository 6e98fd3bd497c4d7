import type { ModelConfigSpec } from '../../api';
import type { Leaf } from '../../plan/leaf';
import { given, numberText } from '../kagent-resource/fields';
import type { KeyReference, LocalName } from '../kagent-resource/props';
import type { ModelProviderSettings } from './props';

/** The part of a ModelConfig's spec that depends on the provider. Defaults are written out. source: facts/kagent.md §10.17 */
export function providerFields(settings: ModelProviderSettings): Record<string, unknown> {
  const { type: provider } = settings;
  return { provider, ...credentialFields(settings), ...blockOf(settings) };
}

function blockOf(settings: ModelProviderSettings): { [Block in keyof ModelConfigSpec]?: object } {
  switch (settings.type) {
    case 'OpenAI': {
      const { type: _, apiKey: _key, passthrough: _pass, gdch, ...rest } = settings;
      const { temperature, topP, frequencyPenalty, presencePenalty, ...plain } = rest;
      const fractions = texts({ temperature, topP, frequencyPenalty, presencePenalty });
      return blockUnlessEmpty('openAI', {
        ...given(plain),
        ...fractions,
        ...(gdch !== undefined && exchange(gdch.audience)),
      });
    }
    case 'Anthropic': {
      const { type: _, apiKey: _key, passthrough: _pass, temperature, topP, ...plain } = settings;
      return blockUnlessEmpty('anthropic', { ...given(plain), ...texts({ temperature, topP }) });
    }
    case 'AzureOpenAI': {
      const { endpoint, apiVersion, deployment, maxTokens, temperature, topP } = settings;
      return {
        azureOpenAI: {
          azureEndpoint: endpoint,
          apiVersion,
          azureDeployment: deployment,
          ...given({ maxTokens }),
          ...texts({ temperature, topP }),
        },
      };
    }
    case 'Ollama':
      return { ollama: given({ host: settings.host, options: settings.options }) };
    case 'Gemini':
      return {};
    case 'GeminiVertexAI':
      return { geminiVertexAI: { projectID: settings.projectID, location: settings.location } };
    case 'AnthropicVertexAI':
      return { anthropicVertexAI: { projectID: settings.projectID, location: settings.location } };
    case 'Bedrock': {
      const { region, additionalModelRequestFields, promptCaching = false, cacheTTL = '5m' } = settings;
      return { bedrock: { region, promptCaching, cacheTTL, ...given({ additionalModelRequestFields }) } };
    }
    case 'SAPAICore': {
      const { baseUrl, resourceGroup = 'default', authUrl } = settings;
      return { sapAICore: { baseUrl, resourceGroup, ...given({ authUrl }) } };
    }
  }
}

function blockUnlessEmpty(name: string, block: object) {
  return Object.keys(block).length > 0 ? { [name]: block } : {};
}

function exchange(audience: Leaf<string>) {
  return { tokenExchange: { type: 'GDCHServiceAccount', gdchServiceAccount: { audience } } };
}

function texts(numbers: { readonly [field: string]: Leaf<number> | undefined }) {
  return Object.fromEntries(
    Object.entries(numbers).flatMap(([field, number]) => (number === undefined ? [] : [[field, numberText(number)]])),
  );
}

/** What the provider reads its credentials from, whatever the provider calls it. */
export interface ModelCredentials {
  /** One key of a Secret, with the prop that names it. */
  readonly key?: { readonly reference: KeyReference; readonly path: readonly string[] };
  /** A Secret that is read whole. */
  readonly secret?: LocalName;
  /** The caller's token. */
  readonly passthrough: boolean;
}

/** The credentials among the settings; it reads wrongly shaped ones as well. */
export function credentialsOf(settings: ModelProviderSettings): ModelCredentials {
  const { apiKey, serviceAccount, gdch, credentials, passthrough } = settings as {
    readonly apiKey?: KeyReference;
    readonly serviceAccount?: KeyReference;
    readonly gdch?: { readonly serviceAccount: KeyReference };
    readonly credentials?: LocalName;
    readonly passthrough?: boolean;
  };
  const keys = [
    { reference: apiKey, path: ['apiKey'] },
    { reference: serviceAccount, path: ['serviceAccount'] },
    { reference: gdch?.serviceAccount, path: ['gdch', 'serviceAccount'] },
  ];
  const key = keys.find(({ reference }) => reference !== undefined);
  return {
    passthrough: passthrough === true,
    ...(key?.reference !== undefined && { key: { reference: key.reference, path: key.path } }),
    ...(credentials !== undefined && { secret: credentials }),
  };
}

function credentialFields(settings: ModelProviderSettings) {
  const { key, secret, passthrough } = credentialsOf(settings);
  return {
    ...(key !== undefined && { apiKeySecret: key.reference.name, apiKeySecretKey: key.reference.key }),
    ...(secret !== undefined && { apiKeySecret: secret.name }),
    ...(passthrough && { apiKeyPassthrough: true }),
  };
}
