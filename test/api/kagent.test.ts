import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { customKinds, customResourceDefinition, findKind, type Kind, validateObject } from '../../lib/api';
import { formatPath } from '../../lib/plan/path';

const V1ALPHA2 = 'kagent.dev/v1alpha2';

function problemsOf(kindName: string, spec: unknown): string[] {
  const apiVersion = kindName === 'MCPServer' ? 'kagent.dev/v1alpha1' : V1ALPHA2;
  const kind = findKind(apiVersion, kindName) as Kind;
  const object = { apiVersion, kind: kindName, metadata: { name: 'a', namespace: 'b' }, spec };
  return validateObject(kind, object).findings.map(({ path, problem }) => `${formatPath(path)}: ${problem}`);
}

const secret = { type: 'Secret', name: 'keys', key: 'token' };
const securityContext = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

describe('usual objects pass', () => {
  const mcpTool = { apiGroup: 'kagent.dev', kind: 'RemoteMCPServer', name: 'search', toolNames: ['find'] };
  const declarative = {
    runtime: 'python',
    systemMessage: 'Answer with a source.',
    modelConfig: 'default',
    tools: [
      { type: 'McpServer', mcpServer: { ...mcpTool, requireApproval: ['find'] }, headersFrom: [] },
      { type: 'Agent', agent: { apiGroup: 'kagent.dev', kind: 'Agent', name: 'writer' } },
    ],
    deployment: { replicas: 2, securityContext, podSecurityContext: { runAsUser: 1000 } },
  };

  it.each<[string, unknown]>([
    [
      'ModelConfig',
      { model: 'm-large', provider: 'Anthropic', apiKeySecret: 'keys', apiKeySecretKey: 'k', anthropic: { topK: 5 } },
    ],
    ['ModelProviderConfig', { type: 'OpenAI', secretRef: { name: 'keys' } }],
    ['Agent', { type: 'Declarative', declarative }],
    ['Agent', { type: 'BYO', byo: { deployment: { image: 'registry.example/agent', securityContext } } }],
    ['SandboxAgent', { type: 'Declarative', declarative, sandbox: { network: { allowedDomains: ['host.example'] } } }],
    [
      'RemoteMCPServer',
      {
        description: 'Search',
        url: 'https://host.example/mcp',
        headersFrom: [{ name: 'Authorization', valueFrom: secret }],
        tls: { caCertSecretRef: 'ca', caCertSecretKey: 'ca.crt', disableSystemCAs: true },
      },
    ],
    [
      'AgentHarness',
      {
        backend: 'nemoclaw',
        modelConfigRef: 'default',
        network: { allowedDomains: ['host.example'] },
        channels: [
          { name: 'ops', type: 'telegram', telegram: { botToken: { valueFrom: secret }, allowedUserIDs: ['1'] } },
          {
            name: 'dev',
            type: 'slack',
            slack: {
              botToken: { valueFrom: secret },
              appToken: { valueFrom: secret },
              openclaw: { channelAccess: 'allowlist', allowlistChannels: ['C1'] },
            },
          },
        ],
      },
    ],
    ['MCPServer', { deployment: { cmd: 'npx', args: ['-y', 'server'], securityContext }, transportType: 'stdio' }],
  ])('%s', (kind, spec) => {
    expect(problemsOf(kind, spec)).toEqual([]);
  });
});

describe('rules that a server cannot evaluate refuse', () => {
  const telegram = (settings: object) =>
    problemsOf('AgentHarness', {
      backend: 'openclaw',
      channels: [{ name: 'a', type: 'telegram', telegram: { botToken: { valueFrom: secret }, ...settings } }],
    });

  it('a list of users from elsewhere without an empty one beside it (F-KAG-10)', () => {
    const refused = ['spec.channels[0].telegram: allowedUserIDs and allowedUserIDsFrom are mutually exclusive'];
    expect(telegram({ allowedUserIDsFrom: secret })).toEqual(refused);
    expect(telegram({ allowedUserIDsFrom: secret, allowedUserIDs: null })).toEqual(refused);
    expect(telegram({ allowedUserIDsFrom: secret, allowedUserIDs: ['1'] })).toEqual(refused);
    expect(telegram({ allowedUserIDsFrom: secret, allowedUserIDs: [] })).toEqual([]);
    expect(telegram({})).toEqual([]);
  });

  it('a tool without a type', () => {
    const tools = (tool: object) =>
      problemsOf('Agent', { type: 'Declarative', declarative: { tools: [tool] } }).map((line) => line.split(': ')[1]);
    expect(tools({ mcpServer: { name: 'a' } })).toEqual([
      'type.mcpServer must be nil if the type is not McpServer',
      'type.agent must be specified for Agent filter.type',
    ]);
    expect(tools({})).toEqual([
      'type.mcpServer must be specified for McpServer filter.type',
      'type.agent must be specified for Agent filter.type',
    ]);
  });
});

it('settings of another maker are refused, those of the default one are not', () => {
  expect(problemsOf('ModelConfig', { model: 'm', openAI: {} })).toEqual([]);
  expect(problemsOf('ModelConfig', { model: 'm', provider: 'Gemini', openAI: {} })).toEqual([
    'spec: provider.openAI must be nil if the provider is not OpenAI',
  ]);
});

it('a rule over a deferred value is not a pass', () => {
  const kind = findKind(V1ALPHA2, 'RemoteMCPServer') as Kind;
  const spec = { description: 'a', url: pulumi.output('http://host.example'), tls: {} };
  const object = { apiVersion: V1ALPHA2, kind: 'RemoteMCPServer', metadata: { name: 'a' }, spec };
  const { findings, notEvaluated } = validateObject(kind, object);
  expect(findings).toEqual([]);
  expect(notEvaluated.map(({ cel, reason }) => [cel, reason])).toEqual([
    ["!self.url.startsWith('http://') || !has(self.tls)", 'needs-deferred-value'],
  ]);
});

describe('the kinds', () => {
  it('are those that the controllers of these releases register, in the versions that they write', () => {
    const names = (upstream: 'kagent' | 'kmcp') =>
      customKinds(upstream).map(({ kind, versions }) => `${kind} ${versions.map(({ name }) => name)}`);
    expect(names('kagent')).toEqual([
      'ModelConfig v1alpha2',
      'ModelProviderConfig v1alpha2',
      'Agent v1alpha2',
      'SandboxAgent v1alpha2',
      'RemoteMCPServer v1alpha2',
      'AgentHarness v1alpha2',
    ]);
    expect(names('kmcp')).toEqual(['MCPServer v1alpha1']);
    expect(findKind('kagent.dev/v1alpha1', 'Agent')).toBeUndefined();
    expect(findKind('kagent.dev/v1alpha1', 'ToolServer')).toBeUndefined();
    expect(findKind(undefined as unknown as string, 'Agent')).toBeUndefined();
  });

  it('need no conversion in their CRDs', () => {
    for (const kind of customKinds('kagent')) expect(customResourceDefinition(kind).spec.conversion).toBeUndefined();
  });

  it('embed Kubernetes as their upstream was built with it', () => {
    const container = { name: 'a', lifecycle: { stopSignal: 'SIGTERM' } };
    const byo = { deployment: { extraContainers: [container] } };
    expect(problemsOf('Agent', { type: 'BYO', byo })).toEqual([]);
    expect(problemsOf('MCPServer', { deployment: { sidecars: [container] } })).toEqual([
      'spec.deployment.sidecars[0].lifecycle.stopSignal: there is no field "stopSignal"; the API server drops it or refuses the object',
    ]);
  });

  it('are loaded only when one of them is asked for', () => {
    const loaded = (use: string) =>
      execFileSync(
        process.execPath,
        [
          '-r',
          'ts-node/register/transpile-only',
          '-e',
          `const api = require('./lib/api'); ${use};
           console.log(Object.keys(require.cache).filter((file) => /api.(kagent|kmcp)./.test(file)).length)`,
        ],
        { cwd: join(__dirname, '../..'), encoding: 'utf8' },
      ).trim();
    expect(loaded("api.findKind('agents.x-k8s.io/v1beta1', 'Sandbox'); api.findKind('v1', 'Pod')")).toBe('0');
    expect(loaded("api.findKind('kagent.dev/v1alpha2', 'Agent')")).not.toBe('0');
  });
});
