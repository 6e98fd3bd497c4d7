import { type McpServerProps, mcpServer, mcpServerRefOf } from '../../lib/components/mcp-server';
import { exampleRemote, exampleRun } from '../../lib/components/mcp-server/rules/example-server';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';
import { releases } from '../../lib/releases';
import { describeRuleExamples } from './rule-examples';

const ZEROS = `sha256:${'0'.repeat(64)}`;

function made(props: McpServerProps): readonly Resource[] {
  const { resources, diagnostics } = prepare(mcpServer, props, 'team-a/tickets', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return resources;
}

function one(props: McpServerProps, key = 'mcp-server'): Resource {
  const found = made(props).find((resource) => resource.key === key);
  if (found === undefined) throw new Error(`no object ${key}`);
  return found;
}

const specOf = (props: McpServerProps) => one(props).manifest.spec as { readonly [field: string]: unknown };
const deploymentOf = (props: McpServerProps) => specOf(props).deployment as { readonly [field: string]: unknown };
const rulesOf = (props: McpServerProps) =>
  prepare(mcpServer, props, 'team-a/tickets', 'none').diagnostics.map(({ rule, path }) => `${rule} ${path.join('.')}`);

describe('a remote server', () => {
  it('is a RemoteMCPServer with the defaults of the API server written out', () => {
    const { manifest, readiness, occupies } = one(exampleRemote());
    expect(manifest).toMatchObject({ apiVersion: 'kagent.dev/v1alpha2', kind: 'RemoteMCPServer' });
    expect(manifest.spec).toEqual({
      description: 'tickets',
      url: 'https://mcp.example.com/mcp',
      protocol: 'STREAMABLE_HTTP',
      timeout: '30s',
      terminateOnClose: true,
      allowedNamespaces: { from: 'Same' },
    });
    // It answers late while it starts, and its agents are made all the same.
    expect({ readiness, occupies }).toEqual({ readiness: [], occupies: [] });
    expect(one(exampleRemote({ waitForTools: true })).readiness).toEqual([{ condition: 'Accepted' }]);
  });

  it('has headers from Secrets alone, and a revision that makes kagent read them again', () => {
    const headers = { Authorization: { name: 'tickets', key: 'header' } };
    const { manifest } = one(exampleRemote({ headers, headersRevision: '7' }));
    expect(manifest.spec).toMatchObject({
      headersFrom: [{ name: 'Authorization', valueFrom: { type: 'Secret', name: 'tickets', key: 'header' } }],
    });
    expect(manifest.metadata.annotations).toEqual({ 'kagent-fleet.dev/headers-revision': '7' });
  });

  it('shows no secret that was written where its reference belongs', () => {
    const wrong = { Authorization: { name: 'tickets', key: 'Bearer s3cret' } };
    const { diagnostics } = prepare(mcpServer, exampleRemote({ headers: wrong }), 'team-a/tickets', 'none');
    expect(diagnostics.map(({ rule }) => rule)).toContain('KF5403');
    expect(JSON.stringify(diagnostics)).not.toContain('s3cret');
    const url = exampleRemote({ url: 'https://user:s3cret@mcp.example.com/mcp' });
    expect(rulesOf(url)).toEqual(['KF5452 remote.url', 'KF3024 remote.url']);
    expect(JSON.stringify(prepare(mcpServer, url, 'a', 'none').diagnostics)).not.toContain('s3cret');
  });

  it.each<[string, McpServerProps, string]>([
    ['tls beside http', exampleRemote({ url: 'http://mcp.tools.svc/mcp', tls: {} }), 'KF5452 remote.url'],
    [
      'a CA for agents of other namespaces',
      exampleRemote({ tls: { ca: { name: 'ca', key: 'ca.crt' } }, allowedNamespaces: 'All' }),
      'KF5452 remote.allowedNamespaces',
    ],
    ['any certificate', exampleRemote({ tls: { disableVerify: true } }), 'KF5406 remote.tls.disableVerify'],
    ['another transport word', exampleRemote({ protocol: 'HTTP' as 'SSE' }), 'KF7005 spec.protocol'],
    ['a time of nothing', exampleRemote({ sseReadTimeout: '0s' }), 'KF5455 remote.sseReadTimeout'],
  ])('refuses %s', (_, props, rule) => expect(rulesOf(props)).toContain(rule));
});

describe('a server that kmcp runs', () => {
  it('has its transport and both ports written out, equal, and the only path that agents call', () => {
    const { manifest, readiness } = one(exampleRun({ port: 8000 }));
    expect(manifest).toMatchObject({ apiVersion: 'kagent.dev/v1alpha1', kind: 'MCPServer' });
    expect(specOf(exampleRun({ port: 8000 }))).toMatchObject({
      deployment: { port: 8000, replicas: 1 },
      transportType: 'http',
      httpTransport: { targetPort: 8000, path: '/mcp' },
      timeout: '30s',
    });
    expect(JSON.stringify(manifest)).not.toContain('tls');
    expect(readiness).toEqual([{ condition: 'Ready' }]);
  });

  it('is restricted in pod and containers, with a temporary folder beside the read-only root', () => {
    const restricted = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      runAsNonRoot: true,
      readOnlyRootFilesystem: true,
    };
    const image = `registry.example/proxy@${ZEROS}`;
    const props = exampleRun({ transport: 'stdio', cmd: 'tickets-mcp', sidecars: [{ name: 'proxy', image }] });
    expect(deploymentOf(props)).toMatchObject({
      securityContext: restricted,
      podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      initContainer: { securityContext: { ...restricted, runAsUser: 65532, runAsGroup: 65532 } },
      sidecars: [{ name: 'proxy', image, securityContext: restricted }],
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    });
  });

  it('has the adapter of stdio by digest and from the mirror, which kmcp itself would pull by tag', () => {
    const { transportAdapter } = releases.KAGENT_0_9.kmcp.images;
    const props = exampleRun({ transport: 'stdio', cmd: 'tickets-mcp' });
    const { platform } = props.controlPlane;
    const mirrored = { ...platform, images: { ...platform.images, mirrors: { 'ghcr.io': 'mirror.example/ghcr' } } };
    const adapterOf = (p: McpServerProps) => (deploymentOf(p).initContainer as { image: string }).image;
    expect(adapterOf(props)).toBe(`${transportAdapter}@${ZEROS}`);
    expect(adapterOf({ ...props, controlPlane: { ...props.controlPlane, platform: mirrored } })).toBe(
      `${transportAdapter.replace('ghcr.io', 'mirror.example/ghcr')}@${ZEROS}`,
    );
    expect(specOf(props)).toMatchObject({ transportType: 'stdio', stdioTransport: {} });
    expect(deploymentOf(exampleRun())).not.toHaveProperty('initContainer');
  });

  it('runs as a ServiceAccount without a token, which exists first', () => {
    const account = one(exampleRun(), 'service-account');
    expect(account).toMatchObject({ phase: 'identity', manifest: { automountServiceAccountToken: false } });
    expect(account.manifest.metadata.name).toBe('tickets-mcp');
    expect(deploymentOf(exampleRun()).serviceAccountName).toBe('tickets-mcp');
    expect(one(exampleRun()).dependsOn).toEqual(['service-account']);
    const own = exampleRun({ serviceAccount: { name: 'mine' } });
    expect(made(own).map(({ key }) => key)).toEqual(['mcp-server']);
    expect(deploymentOf(own).serviceAccountName).toBe('mine');
  });

  it('takes the names that kmcp gives to what it makes', () => {
    expect(one(exampleRun()).occupies).toEqual([
      'Deployment.apps team-a-kagent/tickets',
      'Service team-a-kagent/tickets',
      'ConfigMap team-a-kagent/tickets',
      'ServiceAccount team-a-kagent/tickets',
    ]);
  });

  it('can be left out of discovery', () => {
    const { labels } = one(exampleRun({ discovery: false })).manifest.metadata;
    expect(labels).toMatchObject({ 'kagent.dev/discovery': 'disabled' });
    expect(one(exampleRun()).manifest.metadata.labels).not.toHaveProperty(['kagent.dev/discovery']);
  });

  it.each<[string, McpServerProps, string]>([
    ['port 0', exampleRun({ port: 0 }), 'KF5456 run.port'],
    ['a port in quotes', exampleRun({ port: '80' as unknown as number }), 'KF5456 run.port'],
    ['no transport', exampleRun({ transport: undefined as unknown as 'http' }), 'KF5450 run.transport'],
    ['a path, which agents do not call', exampleRun({ path: '/api/mcp' } as object), 'KF5400 run.path'],
    ['tls, which nobody reads', exampleRun({ tls: { secretRef: 'cert' } } as object), 'KF5400 run.tls'],
    [
      'a path twice',
      exampleRun({ volumeMounts: [{ name: 'a', mountPath: '/tmp' }] }),
      'KF5459 run.volumeMounts.0.mountPath',
    ],
    ['a weaker sidecar', exampleRun({ security: { runAsUser: 0 } }), 'KF5407 run.security.runAsUser'],
    [
      'an adapter by tag',
      exampleRun({ transport: 'stdio', cmd: 'a', adapter: { image: 'a.example/b:1' } }),
      'KF1101 run.adapter.image',
    ],
  ])('refuses %s', (_, props, rule) => expect(rulesOf(props)).toContain(rule));
});

test('the ref says what agents have to know', () => {
  expect(mcpServerRefOf(exampleRemote({ allowedNamespaces: 'All' }, { namespace: 'team-a-agents' }))).toEqual({
    kind: 'RemoteMCPServer',
    name: 'tickets',
    namespace: 'team-a-agents',
    allows: 'All',
  });
  expect(mcpServerRefOf(exampleRun())).toEqual({
    kind: 'MCPServer',
    name: 'tickets',
    namespace: 'team-a-kagent',
    allows: 'Same',
  });
});

describeRuleExamples(mcpServer);
