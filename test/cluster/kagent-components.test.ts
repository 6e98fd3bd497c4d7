import { customKinds, customResourceDefinition } from '../../lib/api';
import { type AgentProps, agent } from '../../lib/components/agent';
import { exampleAgent, exampleByo } from '../../lib/components/agent/rules/example-agent';
import type { ComponentDefinition, ComponentProps } from '../../lib/components/definition';
import { type McpServerProps, mcpServer } from '../../lib/components/mcp-server';
import { exampleRemote, exampleRun } from '../../lib/components/mcp-server/rules/example-server';
import { type ModelConfigProps, modelConfig } from '../../lib/components/model-config';
import { exampleModel } from '../../lib/components/model-config/rules/example-model';
import { prepare } from '../../lib/components/prepare';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import type { ApiClient } from './api-client';
import { applyInOrder, changedBetween, warningsOf } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { IMAGE, manifestsOf } from './fleet';
import { labelOf, type Manifest, refOf } from './kubernetes-object';

const NAMESPACE = 'team-a-kagent';
const apiKey = { name: 'key', key: 'key' };
const headers = { Authorization: { name: 'tickets', key: 'header' } };

const MODELS: readonly ModelConfigProps['provider'][] = [
  { type: 'OpenAI', apiKey, baseUrl: 'https://models.example.com/v1', temperature: 0.2, seed: 7, n: 1, timeout: 60 },
  { type: 'OpenAI', gdch: { serviceAccount: apiKey, audience: 'https://gdch.example' } },
  { type: 'Anthropic', passthrough: true, maxTokens: 1000, topK: 5, topP: 0.9 },
  { type: 'AzureOpenAI', apiKey, endpoint: 'https://a.example', apiVersion: '2023-05-15', deployment: 'gpt' },
  { type: 'Ollama', host: 'http://ollama.models:11434', options: { num_ctx: '64000' } },
  { type: 'Gemini', apiKey },
  { type: 'GeminiVertexAI', projectID: 'p', location: 'europe-west4' },
  { type: 'AnthropicVertexAI', projectID: 'p', location: 'europe-west4', serviceAccount: apiKey },
  {
    type: 'Bedrock',
    region: 'eu-central-1',
    credentials: { name: 'aws' },
    additionalModelRequestFields: { a: { b: 1 } },
  },
  { type: 'SAPAICore', baseUrl: 'https://sap.example', credentials: { name: 'sap' } },
];

const SERVERS: readonly McpServerProps[] = [
  exampleRemote(
    { headers, headersRevision: '1', allowedNamespaces: 'All', sseReadTimeout: '5m0s' },
    { name: 'remote' },
  ),
  exampleRemote(
    { protocol: 'SSE', tls: { ca: { name: 'ca', key: 'ca.crt' }, disableSystemCAs: true } },
    { name: 'sse' },
  ),
  exampleRun({ port: 8000, env: { A: 'b' }, secretRefs: [{ name: 'tickets' }] }, { name: 'http' }),
  exampleRun(
    {
      transport: 'stdio',
      cmd: 'tickets-mcp',
      args: ['--all'],
      configMapRefs: [{ name: 'tickets' }],
      sidecars: [{ name: 'proxy', image: IMAGE, ports: [{ containerPort: 8080, protocol: 'TCP' }] }],
      tolerations: [{ key: 'gpu', operator: 'Exists' }],
    },
    { name: 'stdio' },
  ),
];

const AGENTS: readonly AgentProps[] = [
  exampleAgent({}, { name: 'plain' }),
  exampleAgent(
    {
      systemMessage: undefined,
      systemMessageFrom: { secret: { name: 'prompts', key: 'helper' } },
      promptTemplate: { dataSources: [{ name: 'kagent-builtin-prompts', alias: 'builtin' }] },
      stream: true,
      tools: [{ mcpServer: 'remote', toolNames: ['a', 'b'], requireApproval: ['b'], headers }, { agent: 'plain' }],
      a2aConfig: { skills: [{ id: 'answer', name: 'Answer', tags: ['a'] }] },
      memory: { modelConfig: 'gpt', ttlDays: 30 },
      compaction: { tokenThreshold: 50_000, summarizer: {} },
    },
    {
      name: 'full',
      description: 'everything',
      secretsRevision: '1',
      allowedNamespaces: 'All',
      skills: { refs: [IMAGE], gitRefs: [{ url: 'https://git.example.com/skills.git', path: 'triage' }] },
      deployment: {
        replicas: 2,
        imageRegistry: 'ghcr.io',
        env: [{ name: 'TICKETS_TOKEN', valueFrom: { secretKeyRef: apiKey } }],
        labels: { team: 'a' },
        extraContainers: [{ name: 'proxy', image: IMAGE, ports: [{ containerPort: 8081, protocol: 'TCP' }] }],
        volumes: [{ name: 'data', emptyDir: {} }],
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      },
    },
  ),
  exampleAgent({ runtime: 'go' }, { name: 'boxed', sandbox: true }),
  { ...exampleByo(), name: 'own', byo: { image: IMAGE, cmd: '/agent', args: ['--verbose'], workingDir: '/srv' } },
];

function manifestsFor<Props extends ComponentProps>(definition: ComponentDefinition<Props>, props: Props): Manifest[] {
  const { resources, diagnostics } = prepare(definition, props, 'team-a/it', 'none');
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return manifestsOf(resources);
}

describe('models, servers and agents on the real API server, with our CRDs', () => {
  const objects = [
    ...MODELS.flatMap((provider, index) =>
      manifestsFor(modelConfig, exampleModel({ name: `model-${index}`, provider })),
    ),
    ...SERVERS.flatMap((props) => manifestsFor(mcpServer, props)),
    ...AGENTS.flatMap((props) => manifestsFor(agent, props)),
  ];
  let plane: ControlPlane;
  let client: ApiClient;

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    const crds = [...customKinds('kagent'), ...customKinds('kmcp')].map((kind) =>
      customResourceDefinition(kind, { versions: kind.versions.map(({ name }) => name), conversion: 'None' }),
    );
    await applyInOrder(client, [...(crds as unknown as Manifest[]), restrictedNamespace()]);
  });

  afterAll(() => plane?.stop());

  test('every object is accepted without a warning, stored as written, and the same after a second apply', async () => {
    const applied = await applyInOrder(client, objects);
    expect(applied).toHaveLength(objects.length);
    expect(warningsOf(applied)).toEqual([]);
    // Every default of the CRDs is written out, so that nobody's diff shows what the server added.
    const added = objects.flatMap((object, index) =>
      JSON.stringify(sorted(applied[index]!.object.spec)) === JSON.stringify(sorted(specIn(object)))
        ? []
        : [labelOf(refOf(object))],
    );
    expect(added).toEqual([]);
    expect(changedBetween(applied, await applyInOrder(client, objects))).toEqual([]);
  });

  test.each([
    ['declarative', AGENTS[0]!],
    ['declarative with skills and more containers', AGENTS[1]!],
    ['with its own image', AGENTS[3]!],
  ])('the pods of an agent are admitted under restricted: %s', async (_, props) => {
    const { spec } = manifestsFor(agent, props).find(({ kind }) => kind === 'Agent') as unknown as AgentManifest;
    const deployment = (spec.declarative ?? spec.byo)!.deployment;
    // Contexts, volumes and containers as kagent v0.9.12 puts them into the pod. source: manifest_builder.go, buildPodTemplate
    const own = { image: IMAGE, securityContext: deployment.securityContext };
    await admit({
      securityContext: deployment.podSecurityContext,
      ...(spec.skills && { initContainers: [{ ...own, name: 'skills-init' }] }),
      containers: [
        { ...own, name: 'kagent', volumeMounts: deployment.volumeMounts },
        ...(deployment.extraContainers ?? []),
      ],
      volumes: deployment.volumes,
    });
  });

  test.each([
    ['http', SERVERS[2]!],
    ['stdio', SERVERS[3]!],
  ])('the pods of an MCP server are admitted under restricted: %s', async (_, props) => {
    const { spec } = manifestsFor(mcpServer, props).find(
      ({ kind }) => kind === 'MCPServer',
    ) as unknown as ServerManifest;
    const { deployment } = spec;
    // source: kmcp v0.3.0 transportadapter_translator.go
    const { image, securityContext, volumeMounts, volumes, initContainer } = deployment;
    await admit({
      securityContext: deployment.podSecurityContext,
      ...(initContainer && {
        initContainers: [
          { name: 'copy-binary', image: initContainer.image, securityContext: initContainer.securityContext },
        ],
      }),
      containers: [{ name: 'mcp-server', image, securityContext, volumeMounts }, ...(deployment.sidecars ?? [])],
      volumes,
    });
  });

  test('a pod without these contexts is refused, or the rest would prove nothing', async () => {
    await expect(admit({ containers: [{ name: 'kagent', image: IMAGE }] })).rejects.toMatchObject({ status: 403 });
  });

  async function admit(spec: object): Promise<void> {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'dry', namespace: NAMESPACE } };
    // Without a controller manager no namespace has its default ServiceAccount.
    const serviceAccount = { ...pod, kind: 'ServiceAccount', metadata: { name: 'default', namespace: NAMESPACE } };
    await client.apply(serviceAccount);
    const { warnings } = await client.create({ ...pod, spec } as Manifest, { dryRun: true });
    expect(warnings).toEqual([]);
  }
});

interface PodFields {
  readonly image: string;
  readonly securityContext: object;
  readonly podSecurityContext: object;
  readonly volumes: readonly object[];
  readonly volumeMounts: readonly object[];
}

interface AgentManifest {
  readonly spec: {
    readonly declarative?: { readonly deployment: PodFields & { readonly extraContainers?: readonly object[] } };
    readonly byo?: { readonly deployment: PodFields & { readonly extraContainers?: readonly object[] } };
    readonly skills?: object;
  };
}

interface ServerManifest {
  readonly spec: {
    readonly deployment: PodFields & {
      readonly initContainer?: { readonly image: string; readonly securityContext: object };
      readonly sidecars?: readonly object[];
    };
  };
}

function specIn(object: object): unknown {
  return (object as { readonly spec?: unknown }).spec;
}

function restrictedNamespace(): Manifest {
  const metadata = { name: NAMESPACE, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } };
  return { apiVersion: 'v1', kind: 'Namespace', metadata };
}

/** The value with the fields of every object in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
