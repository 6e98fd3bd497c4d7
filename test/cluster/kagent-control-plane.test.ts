import { kagentControlPlane } from '../../lib/components/kagent-control-plane';
import {
  EXAMPLE_OAUTH2_PROXY,
  exampleControlPlane,
  exampleControlPlanePlatform,
} from '../../lib/components/kagent-control-plane/example';
import { prepare } from '../../lib/components/prepare';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';
import type { ApiClient } from './api-client';
import { type Applied, applyInOrder, changedBetween, settledVersions, warningsOf } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { manifestsOf } from './fleet';
import type { LiveObject, Manifest } from './kubernetes-object';
import { policiesSelecting } from './warm-pool';

const OWN = 'team-a-kagent';
const WATCHED = 'team-a';
const ELSEWHERE = 'team-b';
const CONTROLLER = 'kagent-controller';
const KMCP = 'kagent-kmcp-controller-manager';
const TOOLS = 'kagent-tools';

const READ = ['get', 'list', 'watch'];
const STATUS = ['get', 'patch', 'update'];
const ALL = [...READ, 'create', 'delete', 'patch', 'update'];
const KAGENT_KINDS = [
  'agentharnesses',
  'agents',
  'mcpservers',
  'modelconfigs',
  'modelproviderconfigs',
  'remotemcpservers',
  'sandboxagents',
];

/** All that is asked, by API group; whatever is not granted below must be denied. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  '': [
    ...['pods', 'pods/log', 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/ephemeralcontainers', 'secrets'],
    ...['configmaps', 'services', 'endpoints', 'serviceaccounts', 'serviceaccounts/token', 'events', 'namespaces'],
    ...['persistentvolumeclaims', 'replicationcontrollers', 'nodes', 'resourcequotas'],
  ],
  apps: ['deployments', 'deployments/scale', 'replicasets', 'statefulsets', 'daemonsets'],
  batch: ['jobs', 'cronjobs'],
  autoscaling: ['horizontalpodautoscalers'],
  'agents.x-k8s.io': ['sandboxes', 'sandboxes/status'],
  'kagent.dev': KAGENT_KINDS.flatMap((kind) => [kind, `${kind}/status`, `${kind}/finalizers`]),
  'events.k8s.io': ['events'],
  'networking.k8s.io': ['networkpolicies', 'ingresses'],
  'rbac.authorization.k8s.io': ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'],
  'coordination.k8s.io': ['leases'],
  'authentication.k8s.io': ['tokenreviews'],
  'authorization.k8s.io': ['subjectaccessreviews'],
};
const VERBS = [...ALL, 'deletecollection', 'bind', 'escalate', 'impersonate'];

type Granted = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const READABLE: Granted = {
  '': {
    ...Object.fromEntries(
      ['configmaps', 'endpoints', 'events', 'persistentvolumeclaims', 'pods', 'replicationcontrollers'].map(reading),
    ),
    ...Object.fromEntries(['serviceaccounts', 'services'].map(reading)),
    'pods/log': ['get', 'list'],
    namespaces: ['get'],
  },
  apps: Object.fromEntries(['daemonsets', 'deployments', 'replicasets', 'statefulsets'].map(reading)),
  batch: Object.fromEntries(['cronjobs', 'jobs'].map(reading)),
  autoscaling: { horizontalpodautoscalers: READ },
  'events.k8s.io': { events: READ },
  'networking.k8s.io': { ingresses: READ, networkpolicies: READ },
};
const SERVERS: Granted = {
  '': { configmaps: ALL, serviceaccounts: ALL, services: ALL },
  apps: { deployments: ALL },
  'kagent.dev': { mcpservers: READ, 'mcpservers/finalizers': ['update'], 'mcpservers/status': STATUS },
};
const EVENTS = ['create', 'patch'];
const AGENTS: Granted = {
  '': { configmaps: ALL, secrets: ALL, serviceaccounts: ALL, services: ALL, events: EVENTS, namespaces: ['get'] },
  apps: { deployments: ALL },
  'agents.x-k8s.io': { sandboxes: ALL },
  'kagent.dev': Object.fromEntries(
    KAGENT_KINDS.flatMap((kind) => [
      [kind, ALL],
      [`${kind}/status`, STATUS],
      [`${kind}/finalizers`, ['update']],
    ]),
  ),
  'events.k8s.io': { events: EVENTS },
};

/** Exactly what each ServiceAccount may do; reads of one named object apart. */
const GRANTED: Readonly<Record<string, { readonly own: Granted; readonly watched: Granted }>> = {
  [CONTROLLER]: { own: AGENTS, watched: AGENTS },
  [KMCP]: {
    own: {
      ...SERVERS,
      '': { ...SERVERS[''], events: EVENTS },
      'events.k8s.io': { events: EVENTS },
      'coordination.k8s.io': { leases: ['create'] },
    },
    watched: SERVERS,
  },
  [TOOLS]: { own: READABLE, watched: READABLE },
};

function reading(resource: string): [string, string[]] {
  return [resource, READ];
}

/** Everything that a control plane can have on an API server without further CRDs. */
const EVERYTHING = {
  watchNamespaces: [WATCHED],
  database: { embedded: { password: { name: 'kagent-db', key: 'password' } } },
  acknowledge: [{ rule: 'KF5010', reason: 'the API server of a test' }],
  controller: { replicas: 1 },
  defaultModel: { provider: 'OpenAI', model: 'gpt-4.1-mini', apiKey: { name: 'openai', key: 'apiKey' } },
  frontDoor: {
    oauth2Proxy: { ...EXAMPLE_OAUTH2_PROXY, route: { ingress: { className: 'nginx', tlsSecret: 'kagent-tls' } } },
  },
  addons: {
    querydoc: { apiKey: { name: 'openai', key: 'key' } },
    grafanaMcp: {
      url: 'http://grafana.monitoring:3000',
      to: { namespace: 'monitoring' },
      token: { name: 'grafana', key: 'token' },
    },
  },
  observability: {
    metrics: { scrapeFrom: [{ namespace: 'monitoring' }] },
    otlp: { endpoint: 'http://otel.monitoring.svc:4317' },
  },
  egress: [{ to: ['public-internet'], ports: [443] }],
};

const MODES: readonly (readonly [string, object])[] = [
  ['namespaced rights', EVERYTHING],
  ['rights in the cluster', { ...EVERYTHING, rbac: 'cluster', watchNamespaces: undefined }],
];

function resourcesOf(changes: object): readonly Resource[] {
  const platform = exampleControlPlanePlatform({ cluster: { operators: [] } });
  const props = exampleControlPlane({ platform, ...changes });
  const { resources, diagnostics } = prepare(kagentControlPlane, props, 'team-a/kagent', 'none');
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return resources;
}

const namespaceOf = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

describe.each(MODES)('a control plane with %s', (_, changes) => {
  const objects = manifestsOf(resourcesOf(changes));
  let plane: ControlPlane;
  let applied: Applied[];

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    await applyInOrder(plane.client, [namespaceOf(WATCHED)]);
    applied = await applyInOrder(plane.client, objects);
  });

  afterAll(() => plane?.stop());

  test('every object is accepted, and its pods pass Pod Security without a warning', () => {
    expect(applied).toHaveLength(objects.length);
    expect(warningsOf(applied)).toEqual([]);
  });

  test('a second apply changes nothing', async () => {
    // The API server stores a claim anew at its first update, with nothing in it changed, and from then on no more.
    await applyInOrder(
      plane.client,
      objects.filter(({ kind }) => kind === 'PersistentVolumeClaim'),
    );
    const before = await settledVersions(plane.client, objects);
    const again = await applyInOrder(plane.client, objects);
    expect(changedBetween(before, again)).toEqual([]);
    expect(warningsOf(again)).toEqual([]);
  });
});

describe('around a control plane', () => {
  const resources = resourcesOf(EVERYTHING);
  let plane: ControlPlane;
  let client: ApiClient;

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    await applyInOrder(client, [namespaceOf(WATCHED), namespaceOf(ELSEWHERE), ...manifestsOf(resources)]);
  });

  afterAll(() => plane?.stop());

  test('the API server admits the pods of every part, and a plain one it refuses', async () => {
    const deployments = resources.filter(({ manifest }) => manifest.kind === 'Deployment');
    expect(deployments.map(({ key }) => key).sort()).toEqual([
      'controller',
      'grafana-mcp-deployment',
      'kmcp-deployment',
      'oauth2-proxy-deployment',
      'postgresql',
      'querydoc-deployment',
      'tools-deployment',
      'ui',
    ]);
    for (const { manifest } of deployments) {
      const { warnings } = await client.create(podOf(manifest as Manifest), { dryRun: true });
      expect(warnings).toEqual([]);
    }
    const plain = { containers: [{ name: 'main', image: 'registry.example/a' }] };
    await expect(client.create(pod('plain', {}, plain), { dryRun: true })).rejects.toMatchObject({ status: 403 });
  });

  test('each part is under exactly its own fence and the one that denies', async () => {
    const selected: Record<string, string[]> = {};
    for (const { key, manifest } of resources.filter(({ manifest: { kind } }) => kind === 'Deployment')) {
      selected[key] = (await policiesSelecting(client, podOf(manifest as Manifest) as LiveObject)).sort();
    }
    expect(selected).toEqual({
      controller: ['kagent-controller', 'kagent-default-deny'],
      ui: ['kagent-default-deny', 'kagent-ui'],
      postgresql: ['kagent-database', 'kagent-default-deny'],
      'kmcp-deployment': ['kagent-default-deny', 'kagent-kmcp'],
      'tools-deployment': ['kagent-default-deny', 'kagent-tools'],
      'querydoc-deployment': ['kagent-default-deny', 'kagent-querydoc'],
      'grafana-mcp-deployment': ['kagent-default-deny', 'kagent-grafana-mcp'],
      'oauth2-proxy-deployment': ['kagent-default-deny', 'kagent-oauth2-proxy'],
    });
  });

  test.each([
    ['an agent', { app: 'kagent', kagent: 'k8s', 'app.kubernetes.io/name': 'k8s' }, 'team-a-kagent-kagent-agents'],
    [
      'an MCPServer',
      { 'app.kubernetes.io/name': 'github', 'app.kubernetes.io/managed-by': 'kmcp' },
      'team-a-kagent-kagent-mcp-servers',
    ],
  ])('%s of a watched namespace is fenced', async (_, labels, policy) => {
    const made = { metadata: { name: 'x', namespace: WATCHED, labels } } as unknown as LiveObject;
    expect(await policiesSelecting(client, made)).toEqual([policy]);
  });

  test.each(Object.entries(GRANTED))(
    '%s may do what it needs in its namespaces, and nothing else',
    async (name, granted) => {
      const account = client.asServiceAccount(OWN, name);
      expect(await allowed(account, OWN)).toEqual(namesOf(granted.own));
      expect(await allowed(account, WATCHED)).toEqual(namesOf(granted.watched));
      expect(await allowed(account, ELSEWHERE)).toEqual([]);
      expect(await allowed(account, undefined)).toEqual([]);
    },
  );

  test.each([
    ['controller', CONTROLLER],
    ['tools', TOOLS],
    ['kmcp', KMCP],
  ])('the server refuses %s what would enter a pod, become somebody, or change rights', async (_, name) => {
    const who = client.asServiceAccount(OWN, name);
    const path = `/api/v1/namespaces/${WATCHED}`;
    const outcomes = await Promise.allSettled([
      who.call('POST', `${path}/pods/x/exec?command=sh`),
      who.call('POST', `${path}/serviceaccounts/default/token`, { body: {} }),
      who.call('GET', `/api/v1/namespaces/${ELSEWHERE}/secrets`),
      who.call('GET', '/api/v1/secrets'),
      who.create({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'mine', namespace: WATCHED },
      } as Manifest),
    ]);
    for (const outcome of outcomes) {
      expect(outcome).toEqual({ status: 'rejected', reason: expect.objectContaining({ status: 403 }) });
    }
  });

  test('parts without a use for it have no right at all', async () => {
    for (const name of ['kagent-ui', 'kagent-querydoc', 'kagent-grafana-mcp', 'kagent-oauth2-proxy']) {
      expect(await allowed(client.asServiceAccount(OWN, name), OWN)).toEqual([]);
    }
  });
});

async function allowed(client: ApiClient, namespace: string | undefined): Promise<string[]> {
  const questions = Object.entries(RESOURCES).flatMap(([group, resources]) =>
    resources.flatMap((resource) => VERBS.map((verb) => ({ group, resource, verb }))),
  );
  const answers = await Promise.all(
    questions.map(async ({ group, resource: path, verb }) => {
      const [resource = '', subresource] = path.split('/');
      return (await client.can({ group, resource, subresource, verb, namespace })) ? [nameOf(group, path, verb)] : [];
    }),
  );
  return answers.flat().sort();
}

function namesOf(granted: Granted): string[] {
  return Object.entries(granted)
    .flatMap(([group, resources]) =>
      Object.entries(resources).flatMap(([resource, verbs]) => verbs.map((verb) => nameOf(group, resource, verb))),
    )
    .sort();
}

const nameOf = (group: string, resource: string, verb: string) => `${verb} ${resource}.${group}`;

/** The pod that the Deployment's controller would make. */
function podOf(deployment: Manifest): Manifest {
  const { metadata, spec } = deployment as Manifest & { readonly spec: DeploymentSpec };
  return pod(metadata.name ?? '', spec.template.metadata.labels, spec.template.spec);
}

interface DeploymentSpec {
  readonly template: { readonly metadata: { readonly labels: object }; readonly spec: object };
}

function pod(name: string, labels: object, spec: object): Manifest {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: OWN, labels }, spec } as unknown as Manifest;
}
