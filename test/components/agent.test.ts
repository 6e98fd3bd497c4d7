import { App, Chart, Testing } from 'cdk8s';
import { Agent, McpServer } from '../../constructs/cdk8s';
import { type AgentProps, agent, agentRefOf, type DeclarativeSettings } from '../../lib/components/agent';
import { exampleAgent, exampleByo } from '../../lib/components/agent/rules/example-agent';
import { exampleControlPlane } from '../../lib/components/kagent-resource/rules/example-control-plane';
import { exampleRun } from '../../lib/components/mcp-server/rules/example-server';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';
import type { McpServerRef } from '../../lib/platform/mcp-server-ref';
import { describeRuleExamples } from './rule-examples';

const IMAGE = `registry.example/skills/tickets@sha256:${'0'.repeat(64)}`;

function made(props: AgentProps): readonly Resource[] {
  const { resources, diagnostics } = prepare(agent, props, 'team-a/helper', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return resources;
}

function one(props: AgentProps, key = 'agent'): Resource {
  const found = made(props).find((resource) => resource.key === key);
  if (found === undefined) throw new Error(`no object ${key}`);
  return found;
}

type Fields = { readonly [field: string]: unknown };
const specOf = (props: AgentProps) => one(props).manifest.spec as Fields;
const declarativeOf = (settings: Partial<DeclarativeSettings>) => specOf(exampleAgent(settings)).declarative as Fields;
const deploymentOf = (props: AgentProps) => (specOf(props).declarative as { deployment: Fields }).deployment;
const rulesOf = (props: AgentProps) =>
  prepare(agent, props, 'team-a/helper', 'none').diagnostics.map(({ rule, path }) => `${rule} ${path.join('.')}`);

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  runAsNonRoot: true,
};

describe('a declarative agent', () => {
  it('is an Agent with the defaults of the API server and of kagent written out', () => {
    const { manifest, readiness, phase } = one(exampleAgent());
    expect({ phase, readiness }).toEqual({
      phase: 'workload',
      readiness: [{ condition: 'Accepted' }, { condition: 'Ready' }],
    });
    expect(manifest).toMatchObject({
      apiVersion: 'kagent.dev/v1alpha2',
      kind: 'Agent',
      metadata: { name: 'helper', namespace: 'team-a-kagent' },
    });
    expect(manifest.spec).toEqual({
      type: 'Declarative',
      declarative: {
        runtime: 'python',
        systemMessage: 'You answer questions about tickets.',
        modelConfig: 'gpt',
        deployment: {
          resources: { requests: { cpu: '100m', memory: '384Mi' }, limits: { cpu: '2', memory: '1Gi' } },
          securityContext: { ...RESTRICTED, readOnlyRootFilesystem: true, runAsUser: 1001, runAsGroup: 1001 },
          podSecurityContext: {
            runAsNonRoot: true,
            runAsUser: 1001,
            runAsGroup: 1001,
            fsGroup: 1001,
            fsGroupChangePolicy: 'OnRootMismatch',
            seccompProfile: { type: 'RuntimeDefault' },
          },
          serviceAccountName: 'helper-agent',
          volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        },
      },
      allowedNamespaces: { from: 'Same' },
    });
  });

  it('takes the model of the control plane in its namespace, and never leaves it to a default', () => {
    expect(declarativeOf({ modelConfig: undefined }).modelConfig).toBe('default-model-config');
    expect(declarativeOf({ modelConfig: { name: 'gpt', namespace: 'team-a-kagent' } }).modelConfig).toBe('gpt');
  });

  it('has tools with kind, group and namespace always', () => {
    const server: McpServerRef = { kind: 'MCPServer', name: 'tickets', namespace: 'team-a-kagent', allows: 'Same' };
    const { tools } = declarativeOf({
      tools: [
        { mcpServer: 'kagent-tool-server', toolNames: ['read', 'delete'], requireApproval: ['delete'] },
        { mcpServer: server, allowedHeaders: ['X-Team'] },
        { agent: 'reviewer' },
        { agent: { kind: 'SandboxAgent', name: 'coder', namespace: 'team-a-kagent', allows: 'Same' } },
      ],
    });
    const at = { apiGroup: 'kagent.dev', namespace: 'team-a-kagent' };
    expect(tools).toEqual([
      {
        type: 'McpServer',
        mcpServer: {
          ...at,
          kind: 'RemoteMCPServer',
          name: 'kagent-tool-server',
          toolNames: ['read', 'delete'],
          requireApproval: ['delete'],
        },
      },
      { type: 'McpServer', mcpServer: { ...at, kind: 'MCPServer', name: 'tickets', allowedHeaders: ['X-Team'] } },
      { type: 'Agent', agent: { ...at, kind: 'Agent', name: 'reviewer' } },
      { type: 'Agent', agent: { ...at, kind: 'SandboxAgent', name: 'coder' } },
    ]);
  });

  it('has instructions, memory, compaction and an agent card as upstream writes them', () => {
    expect(
      declarativeOf({
        systemMessage: undefined,
        systemMessageFrom: { configMap: { name: 'prompts', key: 'helper' } },
        promptTemplate: { dataSources: [{ name: 'kagent-builtin-prompts', alias: 'builtin' }] },
        stream: true,
        a2aConfig: { skills: [{ id: 'answer', name: 'Answer' }] },
        memory: { modelConfig: 'embeddings', ttlDays: 30 },
        compaction: { tokenThreshold: 50_000, summarizer: { modelConfig: 'small' } },
      }),
    ).toMatchObject({
      systemMessageFrom: { type: 'ConfigMap', name: 'prompts', key: 'helper' },
      promptTemplate: {
        dataSources: [{ kind: 'ConfigMap', apiGroup: '', name: 'kagent-builtin-prompts', alias: 'builtin' }],
      },
      stream: true,
      a2aConfig: { skills: [{ id: 'answer', name: 'Answer' }] },
      memory: { modelConfig: 'embeddings', ttlDays: 30 },
      context: {
        compaction: {
          compactionInterval: 5,
          overlapSize: 2,
          tokenThreshold: 50_000,
          summarizer: { modelConfig: 'small' },
        },
      },
    });
  });
});

describe('its pods', () => {
  const user = (props: AgentProps) => (deploymentOf(props).securityContext as { runAsUser: number }).runAsUser;

  it('run as the user of upstream’s image, as a number', () => {
    expect(user(exampleAgent())).toBe(1001);
    expect(user(exampleAgent({ runtime: 'go' }))).toBe(65532);
    expect(user(exampleAgent({ runtime: 'go' }, { skills: { refs: [IMAGE] } }))).toBe(1001);
    expect(user(exampleAgent({}, { deployment: { security: { runAsUser: 2000 } } }))).toBe(2000);
  });

  it('stay unprivileged with skills and code blocks', () => {
    const { securityContext } = deploymentOf(exampleAgent({ executeCodeBlocks: true }, { skills: { refs: [IMAGE] } }));
    expect(securityContext).toMatchObject(RESTRICTED);
  });

  it.each<[string, AgentProps['skills']]>([
    ['a git credential', { gitRefs: [{ url: 'https://git.example.com/a.git' }], gitAuthSecretRef: { name: 'git' } }],
    ['a registry credential', { refs: [IMAGE], imagePullSecrets: [{ name: 'registry' }] }],
  ])('have a writable root when the init container stores %s there', (_, skills) => {
    const deployment = deploymentOf(exampleAgent({}, { skills }));
    expect(deployment.securityContext).toMatchObject({ ...RESTRICTED, readOnlyRootFilesystem: false });
    expect(deployment).not.toHaveProperty('volumes');
    const insisting = exampleAgent({}, { skills, deployment: { security: { readOnlyRootFilesystem: true } } });
    expect(rulesOf(insisting)).toContain('KF5514 deployment.security.readOnlyRootFilesystem');
  });

  it('have what the user adds, behind our temporary folder', () => {
    const deployment = deploymentOf(
      exampleAgent(
        {},
        {
          secretsRevision: '7',
          deployment: {
            replicas: 2,
            imageRegistry: 'mirror.example',
            env: [{ name: 'LOG_LEVEL', value: 'info' }],
            annotations: { team: 'a' },
            volumes: [{ name: 'data', emptyDir: {} }],
            volumeMounts: [{ name: 'data', mountPath: '/data' }],
            security: { tmpSizeLimit: '2Gi', seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } },
            extraContainers: [{ name: 'proxy', image: IMAGE }],
          },
        },
      ),
    );
    expect(deployment).toMatchObject({
      replicas: 2,
      imageRegistry: 'mirror.example',
      env: [{ name: 'LOG_LEVEL', value: 'info' }],
      annotations: { team: 'a', 'kagent-fleet.dev/secrets-revision': '7' },
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '2Gi' } }, { name: 'data' }],
      volumeMounts: [{ name: 'tmp' }, { name: 'data' }],
      podSecurityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } },
      extraContainers: [
        { name: 'proxy', image: IMAGE, securityContext: { ...RESTRICTED, readOnlyRootFilesystem: true } },
      ],
    });
  });

  it('run as a ServiceAccount without a token, which exists first and is not the agent’s namesake', () => {
    const account = one(exampleAgent(), 'service-account');
    expect(account).toMatchObject({ phase: 'identity', manifest: { automountServiceAccountToken: false } });
    expect(account.manifest.metadata.name).toBe('helper-agent');
    expect(one(exampleAgent()).dependsOn).toEqual(['service-account']);
    const cloud = exampleAgent(
      {},
      { deployment: { serviceAccount: { annotations: { role: 'x' }, automountToken: true } } },
    );
    expect(one(cloud, 'service-account').manifest).toMatchObject({
      metadata: { annotations: { role: 'x' } },
      automountServiceAccountToken: true,
    });
  });
});

describe('an agent with its own image', () => {
  it('is of type BYO, restricted, and keeps the user of its image', () => {
    const { type, byo } = specOf({ ...exampleByo(), byo: { image: IMAGE, cmd: '/agent', args: ['--verbose'] } });
    expect(type).toBe('BYO');
    expect(byo).toMatchObject({
      deployment: {
        image: IMAGE,
        cmd: '/agent',
        args: ['--verbose'],
        securityContext: { ...RESTRICTED, readOnlyRootFilesystem: true },
        podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      },
    });
    expect(JSON.stringify(byo)).not.toContain('runAsUser');
  });

  it('may have a key of its own, because no ModelConfig brings one', () => {
    const valueFrom = { secretKeyRef: { name: 'openai', key: 'key' } };
    expect(rulesOf(exampleByo({ deployment: { env: [{ name: 'OPENAI_API_KEY', valueFrom }] } }))).toEqual([]);
  });
});

describe('skills', () => {
  it('are written with branch and resources, images by digest', () => {
    const gitRefs = [{ url: 'https://git.example.com/skills.git', path: 'triage' }];
    expect(specOf(exampleAgent({}, { skills: { refs: [IMAGE], gitRefs } })).skills).toEqual({
      refs: [IMAGE],
      gitRefs: [{ url: 'https://git.example.com/skills.git', path: 'triage', ref: 'main' }],
      initContainer: {
        resources: { requests: { cpu: '100m', memory: '384Mi' }, limits: { cpu: '2', memory: '1Gi' } },
      },
    });
  });

  const git = (...gitRefs: NonNullable<AgentProps['skills']>['gitRefs'] & object) =>
    exampleAgent({}, { skills: { gitRefs } });
  it.each<[string, AgentProps, string]>([
    ['none', exampleAgent({}, { skills: {} }), 'KF5514 skills'],
    ['a commit', git({ url: 'https://g.example/a.git', ref: 'a'.repeat(40) }), 'KF5514 skills.gitRefs.0.ref'],
    [
      'a path out of the repository',
      git({ url: 'https://g.example/a.git', path: '../b' }),
      'KF5514 skills.gitRefs.0.path',
    ],
    [
      'two of one folder',
      git({ url: 'https://g.example/x/triage.git' }, { url: 'git@g.example:skills.git', path: 'b/triage/' }),
      'KF5514 skills.gitRefs.1',
    ],
    [
      'a pull secret that no volume can be named after',
      exampleAgent({}, { skills: { refs: [IMAGE], imagePullSecrets: [{ name: 'registry.example' }] } }),
      'KF5514 skills.imagePullSecrets.0.name',
    ],
  ])('refuses %s', (_, props, rule) => expect(rulesOf(props)).toContain(rule));
});

describe('a SandboxAgent', () => {
  it('is the same agent on agent-sandbox', () => {
    const { manifest, occupies, readiness } = one(exampleAgent({}, { sandbox: true }));
    expect(manifest.kind).toBe('SandboxAgent');
    expect(manifest.spec).toEqual({ ...specOf(exampleAgent()), platform: 'agent-sandbox' });
    expect(readiness).toEqual([{ condition: 'Accepted' }, { condition: 'Ready' }]);
    expect(occupies).toContain('Sandbox.agents.x-k8s.io team-a-kagent/helper');
    expect(agentRefOf(exampleAgent({}, { sandbox: true })).kind).toBe('SandboxAgent');
  });
});

describe('references to tools', () => {
  const elsewhere = { namespace: 'team-a-agents', allows: 'All' } as const;
  const calling = (tool: NonNullable<DeclarativeSettings['tools']>[number]) => rulesOf(exampleAgent({ tools: [tool] }));
  const AT_SERVER = 'KF5506 declarative.tools.0.mcpServer';
  const AT_AGENT = 'KF5506 declarative.tools.0.agent';

  it('cross into a watched namespace that allows it', () => {
    expect(calling({ mcpServer: { kind: 'RemoteMCPServer', name: 'a', ...elsewhere } })).toEqual([]);
    expect(calling({ agent: { kind: 'Agent', name: 'a', ...elsewhere } })).toEqual([]);
  });

  it.each<[string, NonNullable<DeclarativeSettings['tools']>[number], string]>([
    ['an MCPServer elsewhere', { mcpServer: { kind: 'MCPServer', name: 'a', ...elsewhere } }, AT_SERVER],
    ['a SandboxAgent elsewhere', { agent: { kind: 'SandboxAgent', name: 'a', ...elsewhere } }, AT_AGENT],
    ['an unwatched namespace', { agent: { kind: 'Agent', name: 'a', namespace: 'team-b', allows: 'All' } }, AT_AGENT],
    [
      'an agent that allows its own namespace',
      { agent: { kind: 'Agent', name: 'a', namespace: 'team-a-agents', allows: 'Same' } },
      AT_AGENT,
    ],
    ['itself', { agent: 'helper' }, AT_AGENT],
  ])('refuses %s', (_, tool, rule) => expect(calling(tool)).toEqual([rule]));
});

describe('instructions as a template', () => {
  const SOURCES = { dataSources: [{ name: 'prompts' }] };
  const said = (systemMessage: string, promptTemplate?: typeof SOURCES) =>
    rulesOf(exampleAgent({ systemMessage, ...(promptTemplate && { promptTemplate }) }));

  it.each([
    'Use {{include "prompts/tone"}}, {{ .AgentName }}.',
    '{{range .ToolNames}}{{.}} {{end}}',
    'Two braces: {{"{{"}}',
    '{{if .Description}}{{.Description | printf "%q .Nothing"}}{{end}}',
  ])('accepts %s', (message) => expect(said(message, SOURCES)).toEqual([]));

  it.each(['{{include "other/tone"}}', '{{ .Model }}', 'never {{ closed'])('refuses %s', (message) =>
    expect(said(message, SOURCES)).toEqual(['KF5504 declarative.systemMessage']),
  );

  it('leaves braces alone that nobody means as a template', () => {
    expect(said('Write Jinja such as {{ user.name }}.')).toEqual([]);
    expect(said('You are {{.AgentName}}.')).toEqual(['KF5504 declarative.systemMessage']);
  });
});

describe('names that are taken', () => {
  const synth = (server: string, helper: string) => {
    const chart = new Chart(new App(), 'chart');
    new McpServer(chart, 'server', { ...exampleRun(), name: server });
    new Agent(chart, 'agent', { ...exampleAgent(), name: helper });
    return () => Testing.synth(chart);
  };

  it('refuses an agent and an MCP server whose controllers would fight over a Deployment', () => {
    expect(synth('tickets', 'tickets')).toThrow(/KF7011.*Deployment\.apps team-a-kagent\/tickets/s);
    expect(synth('tickets', 'helper')).not.toThrow();
  });
});

describe('input of another shape', () => {
  const FULL = exampleAgent(
    {
      tools: [{ mcpServer: 'tickets', toolNames: ['a'], headers: { A: { name: 'a', key: 'b' } } }],
      memory: { modelConfig: 'e' },
    },
    {
      controlPlane: exampleControlPlane(),
      skills: { refs: [IMAGE], gitRefs: [{ url: 'https://g.example/a.git' }] },
      deployment: { env: [{ name: 'A', value: 'b' }], labels: { a: 'b' }, security: { runAsUser: 1 } },
      secretsRevision: '1',
    },
  );
  const WRONG: readonly unknown[] = [null, 7, 'text', [], {}, [null], { a: null }, [{}]];
  const PLACES = pathsOf(FULL).filter(([prop]) => prop !== 'controlPlane');

  it('is refused by every rule that sees it, never by a crash', () => {
    expect(PLACES.length).toBeGreaterThan(25);
    const crashes = PLACES.flatMap((path) =>
      WRONG.flatMap((wrong) =>
        prepare(agent, replaced(FULL, path, wrong), 'a', 'none')
          .diagnostics.filter(({ problem }) => problem.includes('could not be evaluated'))
          .map(({ rule }) => `${rule} ${path.join('.')} ${JSON.stringify(wrong)}`),
      ),
    );
    expect(crashes).toEqual([]);
  });

  it('names the field that is meant', () => {
    const props = exampleAgent({}, { deployment: { resourses: {} } as object });
    const [first] = prepare(agent, props, 'a', 'none').diagnostics;
    expect(first).toMatchObject({ rule: 'KF5400', path: ['deployment', 'resourses'], fix: 'write resources' });
  });
});

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [...(path.length > 0 ? [path] : []), ...inner.flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

function replaced<T>(value: T, [head, ...rest]: readonly string[], by: unknown): T {
  if (head === undefined) return by as T;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as { [key: string]: unknown };
  copy[head] = replaced((value as { [key: string]: unknown })[head], rest, by);
  return copy as T;
}

describeRuleExamples(agent);
