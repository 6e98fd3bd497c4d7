import { kagentControlPlane } from '../../lib/components/kagent-control-plane';
import {
  EXAMPLE_OAUTH2_PROXY,
  exampleControlPlane,
  exampleControlPlanePlatform,
} from '../../lib/components/kagent-control-plane/example';
import { FENCE_RULES } from '../../lib/components/kagent-control-plane/fence/rules';
import type { KagentControlPlaneProps } from '../../lib/components/kagent-control-plane/props';
import { exampleGateway } from '../../lib/components/openshell-gateway/example';
import { gatewayRefOf } from '../../lib/components/openshell-gateway/ref';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { KubernetesObject, Resource } from '../../lib/plan/resource';
import { releases } from '../../lib/releases';
import { type Endpoint, isAllowed } from '../fixtures/network-policies';
import { describeRuleExamples } from './rule-examples';

// biome-ignore lint/suspicious/noExplicitAny: the objects are compared with literals below.
type Anything = any;

const OWN = 'team-a-kagent';
const WATCHED = 'team-a';

function build(changes: Readonly<Record<string, unknown>> = {}): Map<string, Resource> {
  const props = exampleControlPlane(changes) as KagentControlPlaneProps;
  const { resources, diagnostics } = prepare(kagentControlPlane, props, 'team-a/kagent', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return new Map(resources.map((item) => [item.key, item]));
}

function policiesOf(changes: Readonly<Record<string, unknown>>): KubernetesObject[] {
  return [...build(changes).values()].map(({ manifest }) => manifest).filter(({ kind }) => kind === 'NetworkPolicy');
}

const EVERYTHING = {
  watchNamespaces: [WATCHED],
  database: { embedded: { password: { name: 'kagent-db', key: 'password' } } },
  acknowledge: [{ rule: 'KF5010', reason: 'the test needs its pod' }],
  frontDoor: { oauth2Proxy: EXAMPLE_OAUTH2_PROXY },
  addons: {
    querydoc: { apiKey: { name: 'openai', key: 'key' } },
    grafanaMcp: {
      url: 'http://grafana.monitoring:3000',
      to: { namespace: 'monitoring', podLabels: { app: 'grafana' } },
      token: { name: 'grafana', key: 'token' },
      allowedNamespaces: 'All',
    },
  },
  observability: {
    metrics: { scrapeFrom: [{ namespace: 'monitoring', podLabels: { app: 'prometheus' } }] },
    otlp: { endpoint: 'http://otel.monitoring.svc:4317' },
  },
  egress: [{ to: ['public-internet'], ports: [443] }],
};

function part(component: string): Endpoint {
  return {
    namespace: OWN,
    labels: {
      'app.kubernetes.io/name': 'kagent',
      'app.kubernetes.io/instance': 'kagent',
      'app.kubernetes.io/component': component,
    },
  };
}

function agent(namespace: string): Endpoint {
  return { namespace, labels: { app: 'kagent', kagent: 'k8s', 'app.kubernetes.io/managed-by': 'kagent' } };
}

const POD: { readonly [name: string]: Endpoint } = {
  controller: part('controller'),
  ui: part('ui'),
  database: part('database'),
  kmcp: part('kmcp'),
  tools: part('tools'),
  querydoc: part('querydoc'),
  grafanaMcp: part('grafana-mcp'),
  oauth2Proxy: part('oauth2-proxy'),
  agent: agent(OWN),
  watchedAgent: agent(WATCHED),
  foreignAgent: agent('team-b'),
  mcpServer: {
    namespace: WATCHED,
    labels: {
      'app.kubernetes.io/name': 'github',
      'app.kubernetes.io/instance': 'github',
      'app.kubernetes.io/managed-by': 'kmcp',
    },
  },
  stranger: { namespace: OWN, labels: { app: 'debug' } },
  foreign: { namespace: 'team-b', labels: { app: 'anything' } },
  // In another namespace its labels help a pod nothing.
  impostor: { ...part('ui'), namespace: 'team-b' },
  ingress: { namespace: 'ingress', labels: { app: 'nginx' } },
  prometheus: { namespace: 'monitoring', labels: { app: 'prometheus' } },
  grafana: { namespace: 'monitoring', labels: { app: 'grafana' } },
  collector: { namespace: 'monitoring', labels: { app: 'otel' } },
  dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  apiServer: { address: '192.0.2.10' },
  internet: { address: '203.0.113.7' },
  metadata: { address: '169.254.169.254' },
  intranet: { address: '10.1.2.3' },
};

function pod(name: string): Endpoint {
  const found = POD[name];
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

describe('the flow table of facts/kagent.md §10.9', () => {
  const policies = policiesOf(EVERYTHING);

  test.each([
    ['ingress', 'oauth2Proxy', 4180],
    ['oauth2Proxy', 'ui', 8080],
    ['oauth2Proxy', 'internet', 443],
    ['ui', 'controller', 8083],
    ['agent', 'controller', 8083],
    ['watchedAgent', 'controller', 8083],
    ['controller', 'agent', 8080],
    ['controller', 'watchedAgent', 8080],
    ['controller', 'database', 5432],
    ['controller', 'tools', 8084],
    ['controller', 'grafanaMcp', 8000],
    ['controller', 'querydoc', 8080],
    ['controller', 'mcpServer', 3000],
    ['controller', 'collector', 4317],
    ['controller', 'internet', 443],
    ['controller', 'apiServer', 6443],
    ['kmcp', 'apiServer', 6443],
    ['tools', 'apiServer', 6443],
    ['querydoc', 'internet', 443],
    ['grafanaMcp', 'grafana', 3000],
    ['agent', 'tools', 8084],
    ['watchedAgent', 'grafanaMcp', 8000],
    ['agent', 'mcpServer', 9000],
    ['agent', 'watchedAgent', 8080],
    ['watchedAgent', 'agent', 8080],
    ['watchedAgent', 'internet', 443],
    ['agent', 'collector', 4317],
    ['mcpServer', 'internet', 443],
    ['prometheus', 'controller', 8443],
    ['prometheus', 'kmcp', 8443],
    ['prometheus', 'tools', 8085],
  ])('%s → %s:%i is open', (source, target, port) => {
    expect(isAllowed(policies, pod(source), pod(target), port)).toBe(true);
  });

  test.each([
    'controller',
    'ui',
    'tools',
    'querydoc',
    'grafanaMcp',
    'oauth2Proxy',
    'agent',
    'watchedAgent',
    'mcpServer',
  ])('%s looks names up', (source) => {
    expect(isAllowed(policies, pod(source), pod('dns'), 53, 'UDP')).toBe(true);
    expect(isAllowed(policies, pod(source), pod('dns'), 53)).toBe(true);
  });

  test.each(Object.keys(POD))('%s reaches neither pprof nor health of the controller', (source) => {
    expect(isAllowed(policies, pod(source), pod('controller'), 6060)).toBe(false);
    expect(isAllowed(policies, pod(source), pod('controller'), 8082)).toBe(false);
  });

  test.each([
    ['stranger', 'controller', 8083],
    ['foreign', 'controller', 8083],
    ['foreignAgent', 'controller', 8083],
    ['impostor', 'controller', 8083],
    ['ingress', 'controller', 8083],
    ['oauth2Proxy', 'controller', 8083],
    ['mcpServer', 'controller', 8083],
    ['prometheus', 'controller', 8083],
    ['collector', 'controller', 8443],
    ['ingress', 'ui', 8080],
    ['agent', 'ui', 8080],
    ['foreign', 'oauth2Proxy', 4180],
    ['ui', 'database', 5432],
    ['agent', 'database', 5432],
    ['foreign', 'database', 5432],
    ['database', 'internet', 443],
    ['database', 'dns', 53],
    ['foreign', 'agent', 8080],
    ['ui', 'agent', 8080],
    ['mcpServer', 'agent', 8080],
    ['foreignAgent', 'watchedAgent', 8080],
    ['agent', 'apiServer', 6443],
    ['agent', 'apiServer', 443],
    ['agent', 'metadata', 80],
    ['agent', 'intranet', 443],
    ['agent', 'internet', 80],
    ['agent', 'kmcp', 8443],
    ['watchedAgent', 'tools', 8084],
    ['watchedAgent', 'querydoc', 8080],
    ['foreignAgent', 'tools', 8084],
    ['foreignAgent', 'grafanaMcp', 8000],
    ['foreign', 'mcpServer', 3000],
    ['mcpServer', 'apiServer', 6443],
    ['kmcp', 'internet', 443],
    ['tools', 'internet', 443],
    ['ui', 'internet', 443],
    ['ui', 'apiServer', 6443],
    ['stranger', 'internet', 443],
  ])('%s → %s:%i is closed', (source, target, port) => {
    expect(isAllowed(policies, pod(source), pod(target), port)).toBe(false);
  });
});

describe('what props open and close', () => {
  test('without scrapers nobody reaches metrics', () => {
    const policies = policiesOf({ ...EVERYTHING, observability: {} });
    for (const [target, port] of [
      ['controller', 8443],
      ['kmcp', 8443],
      ['tools', 8085],
    ] as const) {
      expect(isAllowed(policies, pod('prometheus'), pod(target), port)).toBe(false);
    }
  });

  test('a trusted proxy reaches UI and API, nobody else', () => {
    const policies = policiesOf({
      frontDoor: { trustedProxy: { from: [{ namespace: 'ingress', podLabels: { app: 'nginx' } }] } },
    });
    expect(isAllowed(policies, pod('ingress'), pod('ui'), 8080)).toBe(true);
    expect(isAllowed(policies, pod('ingress'), pod('controller'), 8083)).toBe(true);
    expect(isAllowed(policies, { namespace: 'ingress', labels: { app: 'other' } }, pod('controller'), 8083)).toBe(
      false,
    );
    expect(isAllowed(policies, pod('foreign'), pod('ui'), 8080)).toBe(false);
  });

  test('an outside database is reached where the props say', () => {
    const policies = policiesOf({
      database: { url: { name: 'kagent-db', key: 'url' }, to: { cidr: '10.9.8.7/32' }, port: 6432 },
    });
    expect(isAllowed(policies, pod('controller'), { address: '10.9.8.7' }, 6432)).toBe(true);
    expect(isAllowed(policies, pod('controller'), { address: '10.9.8.7' }, 5432)).toBe(false);
    expect(isAllowed(policies, pod('controller'), { address: '10.9.8.8' }, 6432)).toBe(false);
    expect(policies.map(({ metadata }) => metadata.name)).not.toContain('kagent-database');
  });

  test('without egress agents and controller reach no model', () => {
    const policies = policiesOf({ ...EVERYTHING, egress: undefined });
    for (const source of ['agent', 'controller', 'mcpServer']) {
      expect(isAllowed(policies, pod(source), pod('internet'), 443)).toBe(false);
    }
  });

  test('tools that are shared are open to agents of watched namespaces, and to no others', () => {
    const policies = policiesOf({ ...EVERYTHING, addons: { tools: { allowedNamespaces: 'All' } } });
    expect(isAllowed(policies, pod('watchedAgent'), pod('tools'), 8084)).toBe(true);
    expect(isAllowed(policies, pod('foreignAgent'), pod('tools'), 8084)).toBe(false);
  });

  test('with every namespace watched, only agents get in from elsewhere', () => {
    const policies = policiesOf({ rbac: 'cluster' });
    expect(isAllowed(policies, pod('foreignAgent'), pod('controller'), 8083)).toBe(true);
    expect(isAllowed(policies, pod('foreign'), pod('controller'), 8083)).toBe(false);
  });

  test('without kmcp there is no way to MCPServers', () => {
    const policies = policiesOf({ ...EVERYTHING, addons: { kmcp: false } });
    expect(isAllowed(policies, pod('controller'), pod('mcpServer'), 3000)).toBe(false);
    expect(policies.map(({ metadata }) => metadata.name)).not.toContain('kagent-mcp-servers');
  });
});

describe('objects', () => {
  test('the namespace is restricted and denies by default', () => {
    const objects = build();
    expect(objects.get('namespace')?.manifest.metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.34',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
    expect(objects.get('namespace')?.state).toMatchObject({ retain: true });
    expect(objects.get('default-deny')?.manifest).toMatchObject({
      metadata: { name: 'kagent-default-deny', namespace: OWN },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
  });

  test('in a namespace of somebody else nothing else is denied', () => {
    expect([...build({ createNamespace: false }).keys()]).not.toContain('default-deny');
  });

  test('each watched namespace has policies of its own, under names that two control planes do not share', () => {
    const objects = build({ watchNamespaces: [WATCHED] });
    const places = ['agents', 'mcp-servers'].flatMap((group) =>
      [`${group}-network-policy`, `${group}-network-policy-${WATCHED}`].map((key) => {
        const { metadata } = objects.get(key)?.manifest ?? { metadata: {} as Anything };
        return `${metadata.namespace}/${metadata.name}`;
      }),
    );
    expect(places).toEqual([
      'team-a-kagent/kagent-agents',
      'team-a/team-a-kagent-kagent-agents',
      'team-a-kagent/kagent-mcp-servers',
      'team-a/team-a-kagent-kagent-mcp-servers',
    ]);
  });

  test('under Cilium the parts that call the API server may do so by name', () => {
    const platform = exampleControlPlanePlatform({ cluster: { cni: 'cilium' } });
    const objects = build({ platform });
    const cilium = [...objects.values()].filter(({ manifest }) => manifest.kind === 'CiliumNetworkPolicy');
    expect(cilium.map(({ key }) => key).sort()).toEqual([
      'controller-cilium-network-policy',
      'kmcp-cilium-network-policy',
      'tools-cilium-network-policy',
    ]);
    for (const { manifest } of cilium) {
      expect((manifest as Anything).spec.egress[0].toEntities).toEqual(['kube-apiserver']);
    }
    expect(objects.get('kmcp-deployment')?.dependsOn).toContain('kmcp-cilium-network-policy');
  });

  test('no policy has an empty list of peers or ports, which would mean all', () => {
    for (const policy of policiesOf(EVERYTHING)) {
      const { ingress = [], egress = [] } = (policy as Anything).spec;
      for (const rule of [...ingress, ...egress]) {
        expect((rule.from ?? rule.to).length).toBeGreaterThan(0);
        expect(rule.ports.length).toBeGreaterThan(0);
        for (const { protocol } of rule.ports) expect(['TCP', 'UDP']).toContain(protocol);
      }
    }
  });

  test('the controller reaches the pods of its gateway, and agents do not', () => {
    const platform = exampleControlPlanePlatform({ release: releases.KAGENT_0_9 });
    const gateway = gatewayRefOf(exampleGateway({ platform }));
    const policies = policiesOf({ platform, gateway });
    const pods = { namespace: gateway.namespace, labels: gateway.podLabels };
    expect(isAllowed(policies, pod('controller'), pods, gateway.endpoint.port)).toBe(true);
    expect(isAllowed(policies, pod('agent'), pods, gateway.endpoint.port)).toBe(false);
    expect(isAllowed(policies, pod('ui'), pods, gateway.endpoint.port)).toBe(false);
  });
});

describe('rules', () => {
  const say = (changes: Readonly<Record<string, unknown>>, rule: string) =>
    prepare(kagentControlPlane, exampleControlPlane(changes) as KagentControlPlaneProps, 'x', 'none')
      .diagnostics.filter((diagnostic) => diagnostic.rule === rule)
      .map(({ path, problem }) => [path.join('.'), problem]);

  test.each([
    [{ egress: 'everywhere' }, ['egress', 'this is no list of rules']],
    [{ egress: [null] }, ['egress.0', 'this is no rule']],
    [{ egress: [{ to: ['internet'], ports: [443] }] }, ['egress.0.to.0', 'this is no peer']],
    [
      { egress: [{ to: [{ cidr: '10.0.0.0/8' }], ports: [] }] },
      ['egress.0.ports', 'no port is named, which a NetworkPolicy reads as all'],
    ],
    [
      { addons: { tools: { egress: [{ to: [], ports: [9090] }] } } },
      ['addons.tools.egress.0.to', 'no peer is named, which a NetworkPolicy reads as everybody'],
    ],
  ])('KF5040 says what is wrong with %j', (changes, expected) => {
    expect(say(changes, 'KF5040')).toEqual([expected]);
  });
});

describeRuleExamples({ ...kagentControlPlane, rules: FENCE_RULES });
