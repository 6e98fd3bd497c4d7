import { type ModelConfigProps, modelConfig, modelConfigRefOf } from '../../lib/components/model-config';
import { exampleModel } from '../../lib/components/model-config/rules/example-model';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import { LateOutput } from '../fixtures/late-output';
import { describeRuleExamples } from './rule-examples';

function made(props: ModelConfigProps) {
  const { resources, diagnostics } = prepare(modelConfig, props, 'team-a/gpt', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  expect(resources.map(({ key }) => key)).toEqual(['model-config']);
  return resources[0]!;
}

const specOf = (provider: ModelConfigProps['provider']) => made(exampleModel({ provider })).manifest.spec;

describe('the object', () => {
  it('is the ModelConfig, and ready when kagent has found its Secrets', () => {
    const { manifest, phase, scope, readiness } = made(exampleModel());
    expect({ phase, scope, readiness }).toEqual({
      phase: 'workload',
      scope: 'Namespaced',
      readiness: [{ condition: 'Accepted' }],
    });
    expect(manifest).toEqual({
      apiVersion: 'kagent.dev/v1alpha2',
      kind: 'ModelConfig',
      metadata: {
        name: 'gpt',
        namespace: 'team-a-kagent',
        labels: {
          'app.kubernetes.io/name': 'gpt',
          'app.kubernetes.io/component': 'model-config',
          'app.kubernetes.io/part-of': 'kagent-fleet',
          'app.kubernetes.io/managed-by': 'kagent-fleet',
        },
      },
      spec: {
        model: 'gpt-4.1-mini',
        provider: 'OpenAI',
        apiKeySecret: 'openai',
        apiKeySecretKey: 'OPENAI_API_KEY',
      },
    });
  });

  it('is in a watched namespace when one is given', () => {
    const props = exampleModel({ namespace: 'team-a-agents' });
    expect(made(props).manifest.metadata.namespace).toBe('team-a-agents');
    expect(modelConfigRefOf(props)).toEqual({ name: 'gpt', namespace: 'team-a-agents' });
  });

  it('has how certificates are checked, with the defaults of the API server', () => {
    const { spec } = made(exampleModel({ tls: { ca: { name: 'models-ca', key: 'ca.crt' } } })).manifest;
    expect(spec).toMatchObject({
      tls: { caCertSecretRef: 'models-ca', caCertSecretKey: 'ca.crt', disableVerify: false, disableSystemCAs: false },
    });
  });
});

describe('the provider', () => {
  const apiKey = { name: 'key', key: 'key' };
  const keyed = { apiKeySecret: 'key', apiKeySecretKey: 'key' };

  it.each<[string, ModelConfigProps['provider'], object]>([
    [
      'OpenAI, whose fractions are texts',
      { type: 'OpenAI', apiKey, baseUrl: 'https://models.example.com/v1', temperature: 0.2, maxTokens: 100, n: 1 },
      { ...keyed, openAI: { baseUrl: 'https://models.example.com/v1', temperature: '0.2', maxTokens: 100, n: 1 } },
    ],
    [
      'OpenAI with an exchanged token',
      { type: 'OpenAI', gdch: { serviceAccount: apiKey, audience: 'https://gdch.example' } },
      {
        ...keyed,
        openAI: {
          tokenExchange: { type: 'GDCHServiceAccount', gdchServiceAccount: { audience: 'https://gdch.example' } },
        },
      },
    ],
    [
      'Anthropic',
      { type: 'Anthropic', passthrough: true, topK: 5 },
      { apiKeyPassthrough: true, anthropic: { topK: 5 } },
    ],
    [
      'AzureOpenAI',
      { type: 'AzureOpenAI', apiKey, endpoint: 'https://a.example', apiVersion: '2023-05-15', deployment: 'gpt' },
      {
        ...keyed,
        azureOpenAI: { azureEndpoint: 'https://a.example', apiVersion: '2023-05-15', azureDeployment: 'gpt' },
      },
    ],
    [
      'Ollama',
      { type: 'Ollama', host: 'http://ollama.models:11434', options: { num_ctx: '64000' } },
      { ollama: { host: 'http://ollama.models:11434', options: { num_ctx: '64000' } } },
    ],
    ['Gemini', { type: 'Gemini', apiKey }, keyed],
    [
      'GeminiVertexAI with the identity of the agent',
      { type: 'GeminiVertexAI', projectID: 'p', location: 'europe-west4' },
      { geminiVertexAI: { projectID: 'p', location: 'europe-west4' } },
    ],
    [
      'AnthropicVertexAI with a service account',
      { type: 'AnthropicVertexAI', projectID: 'p', location: 'europe-west4', serviceAccount: apiKey },
      { ...keyed, anthropicVertexAI: { projectID: 'p', location: 'europe-west4' } },
    ],
    [
      'Bedrock, whose Secret is read whole',
      { type: 'Bedrock', region: 'eu-central-1', credentials: { name: 'aws' } },
      { apiKeySecret: 'aws', bedrock: { region: 'eu-central-1', promptCaching: false, cacheTTL: '5m' } },
    ],
    [
      'SAPAICore',
      { type: 'SAPAICore', baseUrl: 'https://sap.example', credentials: { name: 'sap' } },
      { apiKeySecret: 'sap', sapAICore: { baseUrl: 'https://sap.example', resourceGroup: 'default' } },
    ],
  ])('%s', (_, provider, expected) => {
    expect(specOf(provider)).toEqual({ model: 'gpt-4.1-mini', provider: provider.type, ...expected });
  });

  it('has no field for a credential in clear', () => {
    const provider = { type: 'AzureOpenAI', azureAdToken: 'example' } as unknown as ModelConfigProps['provider'];
    const { diagnostics } = prepare(modelConfig, exampleModel({ provider }), 'team-a/gpt', 'none');
    expect(diagnostics.map(({ rule, path }) => `${rule} ${path.join('.')}`)).toContain('KF5400 provider.azureAdToken');
    expect(JSON.stringify(diagnostics)).not.toContain('example"');
  });
});

describe('what is known later', () => {
  const withTemperature = (temperature: LateOutput<number>) => {
    const provider = { type: 'OpenAI', apiKey: { name: 'openai', key: 'key' }, temperature } as const;
    const { resources, diagnostics } = prepare(modelConfig, exampleModel({ provider }), 'team-a/gpt', 'pulumi');
    expect(diagnostics.filter(isBlocking)).toEqual([]);
    return (resources[0]!.manifest.spec as { openAI: { temperature: LateOutput<string> } }).openAI.temperature;
  };

  it('becomes a text when it is known', () => {
    expect(withTemperature(new LateOutput(() => 0.2)).get()).toBe('0.2');
  });

  it('is checked then', () => {
    expect(() => withTemperature(new LateOutput(() => 7)).get()).toThrow('KF5412');
  });
});

describeRuleExamples(modelConfig);
