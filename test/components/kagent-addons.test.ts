import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { kagentControlPlane } from '../../lib/components/kagent-control-plane';
import { ADDON_RULES } from '../../lib/components/kagent-control-plane/addons/rules';
import {
  EXAMPLE_LOCK,
  exampleControlPlane,
  exampleControlPlanePlatform,
} from '../../lib/components/kagent-control-plane/example';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';
import { releases } from '../../lib/releases';
import { hasUpstream } from '../api/upstream';
import { describeRuleExamples } from './rule-examples';

// biome-ignore lint/suspicious/noExplicitAny: the objects are compared with literals below.
type Anything = any;
type Changes = Readonly<Record<string, unknown>>;

const DIGEST = `sha256:${'9'.repeat(64)}`;
const GRAFANA = {
  url: 'http://grafana.monitoring:3000',
  to: { namespace: 'monitoring' },
  token: { name: 'grafana', key: 'token' },
};
const QUERYDOC = { apiKey: { name: 'openai', key: 'key' } };
const UPSTREAM_TOOLS = { rule: 'KF5030', reason: 'the operations team works through it' };

function build(changes: Changes = {}): Map<string, Resource> {
  const { resources, diagnostics } = prepare(kagentControlPlane, exampleControlPlane(changes), 'team-a/kagent', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return new Map(resources.map((item) => [item.key, item]));
}

function manifest(changes: Changes, key: string): Anything {
  const found = build(changes).get(key);
  if (!found) throw new Error(`no object ${key}`);
  return found.manifest;
}

const podOf = (changes: Changes, part: string) => manifest(changes, `${part}-deployment`).spec.template.spec;
const containerOf = (changes: Changes, part: string) => podOf(changes, part).containers[0];
const ALL_ON = { addons: { querydoc: QUERYDOC, grafanaMcp: GRAFANA } };

describe('which parts there are', () => {
  const parts = (changes: Changes) =>
    ['kmcp', 'tools', 'querydoc', 'grafana-mcp'].filter((part) => build(changes).has(`${part}-deployment`));

  test.each<[string, Changes, string[]]>([
    ['by default', {}, ['kmcp', 'tools']],
    ['with the opt-ins', ALL_ON, ['kmcp', 'tools', 'querydoc', 'grafana-mcp']],
    ['with none', { addons: { kmcp: false, tools: false } }, []],
  ])('%s', (_case, changes, expected) => {
    expect(parts(changes)).toEqual(expected);
  });

  test('each has the objects of a part, and nothing is left of one that is off', () => {
    const keys = [...build(ALL_ON).keys()];
    expect(keys.filter((key) => key.startsWith('querydoc-'))).toEqual([
      'querydoc-service-account',
      'querydoc-network-policy',
      'querydoc-disruption-budget',
      'querydoc-service',
      'querydoc-deployment',
      'querydoc-remote-mcp-server',
    ]);
    expect([...build({ addons: { tools: false } }).keys()].filter((key) => key.startsWith('tools'))).toEqual([]);
  });
});

describe('pods', () => {
  test.each(['kmcp', 'tools', 'querydoc', 'grafana-mcp'])('%s is as Pod Security restricted wants it', (part) => {
    const pod = podOf(ALL_ON, part);
    expect(pod).toMatchObject({
      enableServiceLinks: false,
      automountServiceAccountToken: part === 'kmcp' || part === 'tools',
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    const [container] = pod.containers;
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    });
    expect(Object.keys(container)).toEqual(expect.arrayContaining(['startupProbe', 'livenessProbe', 'readinessProbe']));
    expect(container.resources.requests).toBeDefined();
    expect(container.resources.limits).toBeDefined();
  });

  test('images come from the lock and the mirror, all of them by one map', () => {
    const platform = exampleControlPlanePlatform({
      images: { lock: EXAMPLE_LOCK, mirrors: { 'ghcr.io': 'mirror.example/ghcr', 'docker.io': 'mirror.example/hub' } },
    });
    expect(
      ['kmcp', 'tools', 'querydoc', 'grafana-mcp'].map((part) => containerOf({ ...ALL_ON, platform }, part).image),
    ).toEqual([
      `mirror.example/ghcr/kagent-dev/kmcp/controller:0.3.0@${DIGEST}`,
      `mirror.example/ghcr/kagent-dev/kagent/tools:0.2.1@${DIGEST}`,
      `mirror.example/ghcr/kagent-dev/doc2vec/mcp:1.1.14@${DIGEST}`,
      `mirror.example/hub/grafana/mcp-grafana:1.6.3@${DIGEST}`,
    ]);
  });

  test('each starts after its fence and its rights', () => {
    const objects = build(ALL_ON);
    expect(objects.get('kmcp-deployment')?.dependsOn).toEqual(
      expect.arrayContaining([
        'default-deny',
        'kmcp-network-policy',
        'kmcp-service-account',
        'kmcp-role-binding',
        'kmcp-leader-election-role-binding',
      ]),
    );
    expect(objects.get('tools-deployment')?.dependsOn).toEqual(
      expect.arrayContaining(['default-deny', 'tools-network-policy', 'tools-role-binding']),
    );
    expect(objects.get('querydoc-deployment')?.dependsOn).toEqual(
      expect.arrayContaining(['default-deny', 'querydoc-network-policy']),
    );
  });

  test('secrets are references', () => {
    expect(containerOf(ALL_ON, 'querydoc').env).toContainEqual({
      name: 'OPENAI_API_KEY',
      valueFrom: { secretKeyRef: { name: 'openai', key: 'key' } },
    });
    expect(containerOf(ALL_ON, 'grafana-mcp').env).toContainEqual({
      name: 'GRAFANA_SERVICE_ACCOUNT_TOKEN',
      valueFrom: { secretKeyRef: { name: 'grafana', key: 'token' } },
    });
  });

  test('environment of yours comes last', () => {
    const extraEnv = [{ name: 'PROMETHEUS_URL', value: 'http://prometheus.monitoring:9090' }];
    expect(containerOf({ addons: { tools: { extraEnv } } }, 'tools').env.at(-1)).toEqual(extraEnv[0]);
  });

  test('traces go where the control plane’s go, and nowhere otherwise', () => {
    const tracing = (changes: Changes) =>
      Object.fromEntries(
        containerOf(changes, 'tools')
          .env.filter(({ name }: { name: string }) => name.startsWith('OTEL_'))
          .map(({ name, value }: { name: string; value: string }) => [name, value]),
      );
    expect(tracing({})).toEqual({ OTEL_TRACING_ENABLED: 'false' });
    expect(tracing({ observability: { otlp: { endpoint: 'http://otel.monitoring.svc:4317' } } })).toMatchObject({
      OTEL_TRACING_ENABLED: 'true',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel.monitoring.svc:4317',
      OTEL_EXPORTER_OTLP_TRACES_INSECURE: 'true',
    });
  });
});

describe('kmcp', () => {
  test('watches the control plane’s namespaces and serves no metrics', () => {
    expect(containerOf({ watchNamespaces: ['team-a'] }, 'kmcp').args).toEqual([
      '--leader-elect',
      '--health-probe-bind-address=:8081',
      '--metrics-bind-address=0',
      '--watch-namespaces=team-a-kagent,team-a',
    ]);
  });

  test('serves metrics to those who may scrape', () => {
    const observability = { metrics: { scrapeFrom: [{ namespace: 'monitoring' }] } };
    expect(containerOf({ observability }, 'kmcp').args).toEqual(
      expect.arrayContaining(['--metrics-bind-address=:8443', '--metrics-secure=false']),
    );
    expect(manifest({ observability }, 'kmcp-service').spec.ports).toEqual([
      { name: 'metrics', port: 8443, targetPort: 'metrics', protocol: 'TCP' },
    ]);
    expect(build({}).has('kmcp-service')).toBe(false);
  });

  test('has a Role in each watched namespace, and no right in the cluster', () => {
    const objects = build({ watchNamespaces: ['team-a'] });
    const grants = [...objects.values()].filter(({ key }) => key.startsWith('kmcp') && key.includes('role'));
    expect(grants.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'Role team-a-kagent/kagent-kmcp-controller-manager',
      'RoleBinding team-a-kagent/kagent-kmcp-controller-manager',
      'Role team-a/team-a-kagent-kagent-kmcp-controller-manager',
      'RoleBinding team-a/team-a-kagent-kagent-kmcp-controller-manager',
      'Role team-a-kagent/kagent-kmcp-controller-manager-leader-election',
      'RoleBinding team-a-kagent/kagent-kmcp-controller-manager-leader-election',
    ]);
    expect(objects.get('kmcp-role-team-a-binding')?.manifest).toMatchObject({
      roleRef: { kind: 'Role', name: 'team-a-kagent-kagent-kmcp-controller-manager' },
      subjects: [{ kind: 'ServiceAccount', name: 'kagent-kmcp-controller-manager', namespace: 'team-a-kagent' }],
    });
  });

  test('has a ClusterRole where every namespace is watched', () => {
    const objects = build({ rbac: 'cluster' });
    expect(objects.get('kmcp-role')?.manifest).toMatchObject({
      kind: 'ClusterRole',
      metadata: { name: 'team-a-kagent-kagent-kmcp-controller-manager' },
    });
    expect(containerOf({ rbac: 'cluster' }, 'kmcp').args.join(' ')).not.toContain('--watch-namespaces');
  });

  test('is told another version of the transport adapter', () => {
    expect(containerOf({ addons: { kmcp: { transportAdapterVersion: '0.9.1' } } }, 'kmcp').env).toEqual([
      { name: 'TRANSPORT_ADAPTER_VERSION', value: '0.9.1' },
    ]);
  });
});

describe('tools', () => {
  const verbsOf = (rules: Anything[]) => new Set(rules.flatMap(({ verbs }) => verbs));

  test('may only read, no Secrets, in the watched namespaces, and offers nothing that writes', () => {
    const changes = { watchNamespaces: ['team-a'] };
    for (const key of ['tools-role', 'tools-role-team-a']) {
      const { kind, rules } = manifest(changes, key);
      expect(kind).toBe('Role');
      expect([...verbsOf(rules)].sort()).toEqual(['get', 'list', 'watch']);
      const resources = rules.flatMap((rule: Anything) => rule.resources);
      expect(resources).toContain('pods');
      expect(resources).not.toContain('secrets');
      expect(resources).not.toContain('*');
    }
    expect(containerOf(changes, 'tools').args).toEqual(['--port', '8084', '--metrics-port', '8085', '--read-only']);
  });

  test('has exactly the rules that were written, where they were written for', () => {
    const rules = [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'patch'] }];
    const changes = { addons: { tools: { access: { rules, namespaces: ['apps'] } } } };
    const role = manifest(changes, 'tools-role-apps');
    expect(role).toMatchObject({ kind: 'Role', metadata: { namespace: 'apps' }, rules });
    expect(build(changes).has('tools-role')).toBe(false);
    expect(containerOf(changes, 'tools').args).not.toContain('--read-only');
  });

  test('rules that only read serve only tools that read', () => {
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }];
    expect(containerOf({ addons: { tools: { access: { rules } } } }, 'tools').args).toContain('--read-only');
  });

  test('with the caller’s token the caller’s rights decide', () => {
    const { args, env } = containerOf({ addons: { tools: { tokenPassthrough: true } } }, 'tools');
    expect(args).not.toContain('--read-only');
    expect(env).toContainEqual({ name: 'TOKEN_PASSTHROUGH', value: 'true' });
  });

  test('upstream’s rules need a reason, and stay in the watched namespaces', () => {
    const access = { addons: { tools: { access: 'upstream' } } };
    const { diagnostics, resources } = prepare(kagentControlPlane, exampleControlPlane(access), 'x', 'none');
    expect(diagnostics.filter(isBlocking).map(({ rule }) => rule)).toEqual(['KF5030']);
    expect(resources).toEqual([]);
    expect(manifest({ ...access, acknowledge: [UPSTREAM_TOOLS] }, 'tools-role')).toMatchObject({
      kind: 'Role',
      rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
    });
    const clusterWide = { ...access, rbac: 'cluster', acknowledge: [UPSTREAM_TOOLS] };
    expect(manifest(clusterWide, 'tools-role')).toMatchObject({
      kind: 'ClusterRole',
      rules: [
        { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
        { nonResourceURLs: ['*'], verbs: ['*'] },
      ],
    });
  });

  test('serves the sets that were named', () => {
    const { args } = containerOf({ addons: { tools: { enabledTools: ['k8s', 'helm'] } } }, 'tools');
    expect(args).toContain('--tools=k8s,helm');
  });
});

describe('RemoteMCPServers', () => {
  test('say what the API server would fill in, and are ready when their tools were listed', () => {
    const resource = build(ALL_ON).get('tools-remote-mcp-server');
    expect(resource?.manifest).toMatchObject({ metadata: { name: 'kagent-tool-server', namespace: 'team-a-kagent' } });
    expect(resource?.manifest.spec).toEqual({
      description: 'Kubernetes tools of this control plane',
      url: 'http://kagent-tools.team-a-kagent:8084/mcp',
      protocol: 'STREAMABLE_HTTP',
      timeout: '30s',
      sseReadTimeout: '5m0s',
      terminateOnClose: true,
      allowedNamespaces: { from: 'Same' },
    });
    expect(resource?.readiness).toEqual([{ condition: 'Accepted' }]);
    expect(resource?.dependsOn).toEqual(expect.arrayContaining(['tools-deployment', 'controller']));
  });

  test('of querydoc and Grafana lead to their Services', () => {
    const url = (part: string) => manifest(ALL_ON, `${part}-remote-mcp-server`).spec.url;
    expect(url('querydoc')).toBe('http://kagent-querydoc.team-a-kagent:8080/mcp');
    expect(url('grafana-mcp')).toBe('http://kagent-grafana-mcp.team-a-kagent:8000/mcp');
  });

  test('Grafana’s server answers to the name in that address, and only reads', () => {
    const { args } = containerOf(ALL_ON, 'grafana-mcp');
    expect(args.slice(args.indexOf('--allowed-hosts'))[1]).toBe('kagent-grafana-mcp.team-a-kagent:8000');
    expect(args).toContain('--disable-write');
    const writing = containerOf({ addons: { grafanaMcp: { ...GRAFANA, write: true } } }, 'grafana-mcp');
    expect(writing.args).not.toContain('--disable-write');
  });

  test('are shared with other namespaces when asked for', () => {
    const shared = { addons: { tools: { allowedNamespaces: 'All' } } };
    expect(manifest(shared, 'tools-remote-mcp-server').spec.allowedNamespaces).toEqual({ from: 'All' });
  });
});

describe('rules', () => {
  const said = (changes: Changes, rule: string) =>
    prepare(kagentControlPlane, exampleControlPlane(changes), 'x', 'none')
      .diagnostics.filter((diagnostic) => diagnostic.rule === rule)
      .map(({ path }) => path.join('.'));
  const tools = (access: unknown) => ({ addons: { tools: { access } } });
  const rule = (fields: object) =>
    tools({ rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'], ...fields }] });

  test.each<[string, Changes, string[]]>([
    ['all verbs', rule({ verbs: ['*'] }), ['addons.tools.access.rules.0.verbs']],
    ['all resources', rule({ resources: ['*'] }), ['addons.tools.access.rules.0.resources']],
    ['all groups', rule({ apiGroups: ['*'] }), ['addons.tools.access.rules.0.apiGroups']],
    [
      'rights over rights',
      rule({ verbs: ['get', 'escalate', 'bind'] }),
      Array(2).fill('addons.tools.access.rules.0.verbs'),
    ],
    ['nothing but reading', rule({}), []],
  ])('KF5030 on %s', (_case, changes, expected) => {
    expect(said(changes, 'KF5030')).toEqual(expected);
  });

  test.each<[string, Changes, string[]]>([
    ['a word', tools('everything'), ['addons.tools.access']],
    ['nothing', tools(null), ['addons.tools.access']],
    ['no rules', tools({ rules: [] }), ['addons.tools.access.rules']],
    ['a text for a rule', tools({ rules: ['pods'] }), ['addons.tools.access.rules.0']],
    ['a misspelt field', rule({ resource: ['pods'] }), ['addons.tools.access.rules.0.resource']],
    ['addresses in a Role', rule({ nonResourceURLs: ['/metrics'] }), ['addons.tools.access.rules.0.nonResourceURLs']],
    [
      'a malformed namespace',
      tools({ rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }], namespaces: ['Team'] }),
      ['addons.tools.access.namespaces.0'],
    ],
  ])('KF5033 on %s', (_case, changes, expected) => {
    expect(said(changes, 'KF5033')).toEqual(expected);
  });

  test.each<[string, Changes, string[]]>([
    [
      'the address of upstream’s chart',
      { grafanaMcp: { ...GRAFANA, url: 'grafana.kagent:3000/api' } },
      ['addons.grafanaMcp.url'],
    ],
    [
      'a path that is added anyway',
      { grafanaMcp: { ...GRAFANA, url: 'http://grafana:3000/api' } },
      ['addons.grafanaMcp.url'],
    ],
    ['a sub-path', { grafanaMcp: { ...GRAFANA, url: 'http://grafana:3000/grafana' } }, []],
    ['the chart’s name for an add-on', { 'kagent-tools': false }, ['addons.kagent-tools']],
    ['a switch', { tools: true }, ['addons.tools']],
    ['a port out of range', { grafanaMcp: { ...GRAFANA, port: 70000 } }, ['addons.grafanaMcp.port']],
    ['an unknown tool set', { tools: { enabledTools: ['k8s', 'kubectl'] } }, ['addons.tools.enabledTools.1']],
    ['a text for a list', { tools: { enabledTools: 'k8s' } }, ['addons.tools.enabledTools']],
    [
      'a version with a digest',
      { kmcp: { transportAdapterVersion: '0.9.0@sha256:ab' } },
      ['addons.kmcp.transportAdapterVersion'],
    ],
    ['an unknown word', { tools: { allowedNamespaces: 'Selector' } }, ['addons.tools.allowedNamespaces']],
  ])('KF5031 on %s', (_case, addons, expected) => {
    expect(said({ addons }, 'KF5031')).toEqual(expected);
  });

  test.each<[string, Anything, string[]]>([
    ['a variable of a prop', [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'x' }], ['addons.tools.extraEnv.0.name']],
    ['a secret as a value', [{ name: 'GITHUB_TOKEN', value: 'x' }], ['addons.tools.extraEnv.0.value']],
    ['a secret by reference', [{ name: 'GITHUB_TOKEN', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }], []],
    ['no list', 'A=b', ['addons.tools.extraEnv']],
  ])('KF5034 on %s', (_case, extraEnv, expected) => {
    expect(said({ addons: { tools: { extraEnv } } }, 'KF5034')).toEqual(expected);
  });

  test('KF5034 shows no secret', () => {
    const changes = { addons: { tools: { extraEnv: [{ name: 'GITHUB_TOKEN', value: 'hunter2' }] } } };
    const { diagnostics } = prepare(kagentControlPlane, exampleControlPlane(changes), 'x', 'none');
    expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
  });

  test.each<[string, unknown, number]>([
    ['no tag', 'docker.io/mcp/grafana', 1],
    ['latest by digest', `docker.io/mcp/grafana:latest@${DIGEST}`, 0],
    ['a version', 'docker.io/grafana/mcp-grafana:1.6.3', 0],
  ])('KF5041 on %s', (_case, image, count) => {
    expect(said({ addons: { grafanaMcp: { ...GRAFANA, image } } }, 'KF5041')).toHaveLength(count);
  });
});

// What upstream's chart gives each part, and where ours is other on purpose.
(hasUpstream ? describe : describe.skip)('beside upstream’s chart', () => {
  const objects = hasUpstream
    ? parseAllDocuments(
        readFileSync(join(__dirname, '../../../shared/upstream/kagent-v0.9.12/rendered/helm-default.yaml'), 'utf8'),
      ).map((document) => document.toJS() as Anything)
    : [];
  const upstream = (kind: string, name: string) =>
    objects.find((object) => object?.kind === kind && object.metadata.name === name);

  test('kmcp may do nothing that upstream’s does not', () => {
    const allowed = upstream('ClusterRole', 'kagent-kmcp-manager-role').rules;
    const has = (group: string, resource: string, verb: string) =>
      allowed.some(
        (rule: Anything) =>
          rule.apiGroups.includes(group) && rule.resources.includes(resource) && rule.verbs.includes(verb),
      );
    for (const { apiGroups, resources, verbs } of manifest({}, 'kmcp-role').rules) {
      for (const resource of resources) for (const verb of verbs) expect(has(apiGroups[0], resource, verb)).toBe(true);
    }
  });

  test.each([
    ['kmcp', 'kagent-kmcp-controller-manager'],
    ['tools', 'kagent-tools'],
    ['querydoc', 'kagent-querydoc'],
    ['grafana-mcp', 'kagent-grafana-mcp'],
  ])('%s has its name and every port of upstream’s', (part, name) => {
    const theirs = upstream('Deployment', name).spec.template.spec.containers[0];
    const ours = containerOf({ ...ALL_ON, observability: { metrics: { scrapeFrom: [{ namespace: 'm' }] } } }, part);
    const ports = (container: Anything) => container.ports.map(({ containerPort }: Anything) => containerPort).sort();
    expect(manifest(ALL_ON, `${part}-deployment`).metadata.name).toBe(name);
    expect(ports(ours)).toEqual(ports(theirs));
  });

  test.each(['kagent-tool-server', 'kagent-grafana-mcp'])('%s is dialled as upstream dials it', (name) => {
    const theirs = upstream('RemoteMCPServer', name).spec;
    const ours = [...build({ ...ALL_ON, namespace: 'kagent' }).values()].find(
      ({ manifest: { kind, metadata } }) => kind === 'RemoteMCPServer' && metadata.name === name,
    )?.manifest.spec as Anything;
    for (const field of ['url', 'timeout', 'sseReadTimeout']) expect(ours[field]).toEqual(theirs[field]);
  });
});

test('the release knows the images that upstream’s chart names', () => {
  const { kagent, kmcp, tools } = releases.KAGENT_0_9;
  expect([kmcp.images.controller, tools.images.server, kagent.images.querydoc]).toEqual([
    'ghcr.io/kagent-dev/kmcp/controller:0.3.0',
    'ghcr.io/kagent-dev/kagent/tools:0.2.1',
    'ghcr.io/kagent-dev/doc2vec/mcp:1.1.14',
  ]);
});

describeRuleExamples({ ...kagentControlPlane, rules: ADDON_RULES });
