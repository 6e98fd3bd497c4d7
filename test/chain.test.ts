import { Program } from '../lib/plan/program';
import { identityOf, type KubernetesObject } from '../lib/plan/resource';
import { chainResources, HARNESSES, KAGENT, OPENSHELL, TEAM } from './fixtures/chain';
import { type Endpoint, isAllowed } from './fixtures/network-policies';

const resources = chainResources();
const objects = resources.map(({ manifest }) => manifest);

test('no two parts of the chain make one object', () => {
  const program = new Program();
  const clashes = resources.flatMap((item, index) => {
    const identity = identityOf(item);
    return identity === undefined ? [] : (program.add(`${index}`, identity, item) ?? []);
  });
  expect(clashes).toEqual([]);
});

describe('the network', () => {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  const gateway = podOf('StatefulSet', 'openshell');
  const controller = podOf('Deployment', 'kagent-controller');
  const ui = podOf('Deployment', 'kagent-ui');
  const tools = podOf('Deployment', 'kagent-tools');
  // What the API server sees of pods that controllers make. source: facts/kagent.md §4; facts/openshell-0.0.46.md §3
  const agent: Endpoint = {
    namespace: KAGENT,
    labels: { app: 'kagent', kagent: 'helper', 'app.kubernetes.io/name': 'helper' },
  };
  const sandbox: Endpoint = { namespace: HARNESSES, labels: { 'agents.x-k8s.io/sandbox-name-hash': '0a1b2c3d' } };
  const pool: Endpoint = { namespace: TEAM, labels: { app: 'pool' } };
  const stranger: Endpoint = { namespace: 'team-b', labels: { 'app.kubernetes.io/component': 'controller' } };
  const proxy: Endpoint = { namespace: 'ingress', labels: { app: 'proxy' } };
  const database: Endpoint = { namespace: 'databases', labels: {} };
  const apiServer: Endpoint = { address: '192.0.2.10' };
  const metadata: Endpoint = { address: '169.254.169.254' };
  const internet: Endpoint = { address: '203.0.113.7' };

  test.each<[string, string, Endpoint, Endpoint, number]>([
    ['the controller', 'the gateway', controller, gateway, 8080],
    ['a sandbox', 'the gateway', sandbox, gateway, 8080],
    ['the controller', 'its database', controller, database, 5432],
    ['the controller', 'the API server', controller, apiServer, 6443],
    ['the gateway', 'the API server', gateway, apiServer, 6443],
    ['the controller', 'an agent', controller, agent, 8080],
    ['an agent', 'the controller', agent, controller, 8083],
    ['an agent', 'the tools', agent, tools, 8084],
    ['the UI', 'the controller', ui, controller, 8083],
    ['the proxy in front', 'the UI', proxy, ui, 8080],
    ['a sandbox', 'the internet', sandbox, internet, 443],
  ])('%s reaches %s', (_, _to, from, to, port) => {
    expect(isAllowed(policies, from, to, port)).toBe(true);
  });

  test.each<[string, string, Endpoint, Endpoint, number]>([
    ['an agent', 'the gateway', agent, gateway, 8080],
    ['the tools', 'the gateway', tools, gateway, 8080],
    ['the UI', 'the gateway', ui, gateway, 8080],
    ['a pool', 'the gateway', pool, gateway, 8080],
    ['somebody else', 'the gateway', stranger, gateway, 8080],
    ['somebody else', 'the controller', stranger, controller, 8083],
    ['somebody else', 'a sandbox', stranger, sandbox, 8080],
    ['the controller', 'a sandbox', controller, sandbox, 2222],
    ['the gateway', 'a sandbox', gateway, sandbox, 2222],
    ['a sandbox', 'the controller', sandbox, controller, 8083],
    ['a sandbox', 'a sandbox', sandbox, { namespace: HARNESSES, labels: {} }, 8080],
    ['a sandbox', 'the API server', sandbox, apiServer, 6443],
    ['a sandbox', 'the metadata of the node', sandbox, metadata, 80],
    ['a sandbox', 'the metadata of the node', sandbox, metadata, 443],
    ['an agent', 'the API server', agent, apiServer, 6443],
    ['the gateway', 'the internet', gateway, internet, 443],
    ['the UI', 'the internet', ui, internet, 443],
  ])('%s does not reach %s', (_, _to, from, to, port) => {
    expect(isAllowed(policies, from, to, port)).toBe(false);
  });

  function podOf(kind: string, name: string): Endpoint {
    const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
    if (!found) throw new Error(`no ${kind} ${name}`);
    const { template } = found.spec as { template: { metadata: { labels: Record<string, string> } } };
    return { namespace: String(found.metadata.namespace), labels: template.metadata.labels };
  }
});

describe('rights', () => {
  test('nothing in the chain may do everything, enter a pod, become somebody or give rights away', () => {
    const found = objects.flatMap((object) => rulesOf(object).flatMap((rule) => excess(object, rule)));
    expect(found).toEqual([]);
  });

  test('no account of the control plane has a right in the namespaces of gateway and sandboxes, nor theirs in it', () => {
    const bound = objects
      .filter(({ kind }) => kind.endsWith('Binding') && !kind.startsWith('Validating'))
      .flatMap(({ metadata, subjects }) =>
        (subjects as readonly { readonly name: string; readonly namespace?: string }[]).map(
          (subject) => `${subject.namespace}/${subject.name} in ${metadata.namespace ?? 'the cluster'}`,
        ),
      );
    const across = bound.filter(
      (line) => /^team-a-(kagent|openshell|harnesses)\//.test(line) && !line.endsWith(` in ${line.split('/')[0]}`),
    );
    expect([...new Set(across)].sort()).toEqual([
      `${OPENSHELL}/openshell in ${HARNESSES}`,
      `${OPENSHELL}/openshell-certgen in ${HARNESSES}`,
      `${OPENSHELL}/openshell-certgen in ${KAGENT}`,
    ]);
  });
});

interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly verbs: readonly string[];
}

function rulesOf({ kind, rules }: KubernetesObject): readonly PolicyRule[] {
  return kind === 'Role' || kind === 'ClusterRole' ? (rules as readonly PolicyRule[]) : [];
}

function excess({ metadata }: KubernetesObject, { apiGroups = [], resources = [], verbs }: PolicyRule): string[] {
  const inside = /^pods\/(exec|attach|portforward|ephemeralcontainers)$|^serviceaccounts\/token$|^nodes\/proxy$/;
  const wide = [...apiGroups, ...resources, ...verbs].filter((word) => word === '*');
  const entering = resources.filter((resource) => inside.test(resource));
  const lifting = verbs.filter((verb) => ['bind', 'escalate', 'impersonate'].includes(verb));
  return [...wide, ...entering, ...lifting].map((word) => `${metadata.name}: ${word}`);
}
