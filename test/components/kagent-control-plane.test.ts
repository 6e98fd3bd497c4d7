import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { controlPlaneRefOf, kagentControlPlane } from '../../lib/components/kagent-control-plane';
import {
  exampleControlPlane,
  exampleControlPlanePlatform,
  exampleWithGateway,
} from '../../lib/components/kagent-control-plane/example';
import type { KagentControlPlaneProps } from '../../lib/components/kagent-control-plane/props';
import { defineTenant } from '../../lib/platform/tenant-ref';
import { releases } from '../../lib/releases';
import { hasUpstream } from '../api/upstream';
import {
  type Anything,
  annotationsOf,
  build,
  type Changes,
  configOf,
  environmentOf,
  INFERENCE,
  manifest,
  podOf,
  prepared,
  refusals,
  resource,
  TRIAL,
} from './control-plane-objects';

describe('keys', () => {
  const OWN = [
    'namespace',
    'crd-agentharnesses',
    'crd-agents',
    'crd-mcpservers',
    'crd-modelconfigs',
    'crd-modelproviderconfigs',
    'crd-remotemcpservers',
    'crd-sandboxagents',
    'service-account',
    'role',
    'role-binding',
    'disruption-budget',
    'config',
    'prompt-library',
    'service',
    'controller',
  ];
  const UI = ['ui-service-account', 'ui-disruption-budget', 'ui-config', 'ui-service', 'ui'];
  const withoutOthers = (props: KagentControlPlaneProps) =>
    [...build(props).keys()].filter((key) => !/network-policy|default-deny|^kmcp|^tools/.test(key)).sort();

  test.each<[string, KagentControlPlaneProps, string[]]>([
    ['by default', exampleControlPlane(), [...OWN, ...UI]],
    [
      'without UI and prompts',
      exampleControlPlane({ ui: false, promptLibrary: false }),
      OWN.filter((key) => key !== 'prompt-library'),
    ],
    [
      'with a gateway of mutual TLS and its model',
      exampleWithGateway({}, { inference: INFERENCE }),
      [...OWN, ...UI, 'tls-proxy-config', 'default-model-config'],
    ],
    [
      'with two controllers and two namespaces',
      exampleControlPlane({ controller: { replicas: 2 }, watchNamespaces: ['team-a'] }),
      [...OWN, ...UI, 'role-team-a', 'role-team-a-binding', 'leader-election-role', 'leader-election-role-binding'],
    ],
    [
      'with the embedded database',
      exampleControlPlane(TRIAL),
      [...OWN, ...UI, 'postgresql-service-account', 'postgresql-service', 'postgresql-claim', 'postgresql'],
    ],
    [
      'with everything monitored',
      exampleControlPlane({
        observability: {
          metrics: { scrapeFrom: [{ namespace: 'monitoring' }], serviceMonitor: {}, prometheusRule: {}, dashboard: {} },
        },
      }),
      [...OWN, ...UI, 'metrics-service', 'service-monitor', 'prometheus-rule', 'dashboard'],
    ],
    [
      'for the whole cluster, with CRDs of somebody else',
      exampleControlPlane({
        rbac: 'cluster',
        crds: 'external',
        acknowledge: [{ rule: 'KF5002', reason: 'the platform installs those of 0.9.12' }],
      }),
      [...OWN.filter((key) => !/^crd-|^role/.test(key)), ...UI, 'cluster-role', 'cluster-role-binding'],
    ],
  ])('%s', (_case, props, keys) => {
    expect(withoutOthers(props)).toEqual([...keys].sort());
  });

  test('every reference leads to an object that comes first', () => {
    for (const props of [
      exampleControlPlane({ ...TRIAL, watchNamespaces: ['team-a'] }),
      exampleWithGateway({ controller: { replicas: 3 } }, { inference: INFERENCE }),
    ]) {
      const seen = new Set<string>();
      for (const item of build(props).values()) {
        expect([item.key, item.dependsOn.filter((key) => !seen.has(key))]).toEqual([item.key, []]);
        expect(item.restartOn.filter((key) => !seen.has(key))).toEqual([]);
        seen.add(item.key);
      }
    }
  });

  test('both releases have it, and only one has harnesses', () => {
    for (const release of Object.values(releases)) {
      const props = exampleControlPlane({ platform: exampleControlPlanePlatform({ release }) });
      expect(podOf(props).containers[0].image).toMatch(/^ghcr\.io\/kagent-dev\/kagent\/controller:0\.9\.12@sha256:/);
      expect(environmentOf(props)).not.toHaveProperty('OPENSHELL_GATEWAY_URL');
    }
    const sideBySide = exampleWithGateway({
      platform: exampleControlPlanePlatform({ release: releases.SIDE_BY_SIDE }),
    });
    expect(refusals(sideBySide)).toContainEqual(['KF5003', 'gateway.platform']);
  });
});

describe('rights', () => {
  const ALL = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

  test('are Roles in the watched namespaces alone', () => {
    const built = build(exampleControlPlane({ watchNamespaces: ['team-a'] }));
    const cluster = [...built.values()].filter(({ scope, phase }) => scope === 'Cluster' && phase === 'identity');
    expect(cluster).toEqual([]);
    const roles = ['role', 'role-team-a'].map((key) => built.get(key)!.manifest as Anything);
    expect(roles.map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name])).toEqual([
      ['Role', 'team-a-kagent', 'kagent-controller'],
      ['Role', 'team-a', 'team-a-kagent-kagent-controller'],
    ]);
    expect(roles[0].rules).toEqual(roles[1].rules);
    expect(roles[0].rules[0]).toEqual({
      apiGroups: [''],
      resources: ['configmaps', 'secrets', 'serviceaccounts', 'services'],
      verbs: ALL,
    });
    // One namespace is read by a right in it; listing would need one in the cluster.
    expect(roles[0].rules.at(-1)).toEqual({ apiGroups: [''], resources: ['namespaces'], verbs: ['get'] });
    const text = JSON.stringify(roles[0].rules);
    for (const never of ['"*"', 'pods', 'token', 'roles', 'leases', 'memories', 'toolservers']) {
      expect(text).not.toContain(never);
    }
  });

  test('in the whole cluster are the same, and namespaces may be listed', () => {
    const rules = manifest(exampleControlPlane({ rbac: 'cluster' }), 'cluster-role').rules;
    const own = manifest(exampleControlPlane(), 'role').rules;
    expect(rules.slice(0, -1)).toEqual(own.slice(0, -1));
    expect(rules.at(-1)).toEqual({ apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] });
    expect(manifest(exampleControlPlane({ rbac: 'cluster' }), 'cluster-role').metadata.name).toBe(
      'team-a-kagent-kagent-controller',
    );
  });

  const compared = hasUpstream ? test : test.skip;
  compared('upstream’s, when somebody says why, are the chart’s', () => {
    const chart = parseAllDocuments(
      readFileSync(join(__dirname, '../../../shared/upstream/kagent-v0.9.12/rendered/helm-default.yaml'), 'utf8'),
    ).map((document) => document.toJS() as Anything);
    const props = exampleControlPlane({
      rbac: 'upstream',
      acknowledge: [{ rule: 'KF5004', reason: 'a plugin of ours needs jobs' }],
    });
    const normal = (rules: Anything[]) =>
      rules
        .map((rule) =>
          JSON.stringify(
            Object.entries(rule)
              .map(([k, v]) => [k, [...(v as string[])].sort()])
              .sort(),
          ),
        )
        .sort();
    for (const part of ['getter', 'writer']) {
      const theirs = chart.find((object) => object?.metadata?.name === `kagent-${part}-role`);
      expect(normal(manifest(props, `${part}-cluster-role`).rules)).toEqual(normal(theirs.rules));
    }
    expect(refusals(exampleControlPlane({ rbac: 'upstream' }))).toEqual([['KF5004', 'rbac']]);
  });

  test('electing a leader is bound to kagent’s one Lease', () => {
    expect(manifest(exampleControlPlane({ controller: { replicas: 2 } }), 'leader-election-role').rules).toEqual([
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        resourceNames: ['0e9f6799.kagent.dev'],
        verbs: ['get', 'update'],
      },
    ]);
  });
});

describe('configuration', () => {
  test('says what differs between chart and binary, always', () => {
    expect(configOf(exampleControlPlane())).toEqual({
      A2A_BASE_URL: 'http://kagent-controller.team-a-kagent.svc.cluster.local:8083',
      KAGENT_CONTROLLER_NAME: 'kagent-controller',
      IMAGE_REGISTRY: 'ghcr.io',
      IMAGE_REPOSITORY: 'kagent-dev/kagent/app',
      IMAGE_TAG: '0.9.12',
      IMAGE_PULL_POLICY: 'IfNotPresent',
      SKILLS_INIT_IMAGE_REGISTRY: 'ghcr.io',
      SKILLS_INIT_IMAGE_REPOSITORY: 'kagent-dev/kagent/skills-init',
      SKILLS_INIT_IMAGE_TAG: `0.9.12@sha256:${'9'.repeat(64)}`,
      SKILLS_INIT_IMAGE_PULL_POLICY: 'IfNotPresent',
      LEADER_ELECT: 'false',
      DATABASE_VECTOR_ENABLED: 'false',
      WATCH_NAMESPACES: 'team-a-kagent',
      ZAP_LOG_LEVEL: 'info',
    });
  });

  test('says what props say', () => {
    const props = exampleControlPlane({
      name: 'agents',
      controller: { replicas: 2, logLevel: 'debug', a2aBaseUrl: 'https://agents.example.com' },
      watchNamespaces: ['team-a', 'team-a-kagent'],
      database: { url: { name: 'db', key: 'url' }, to: { namespace: 'databases' }, vector: true },
      agents: {
        serviceAccountName: 'agent',
        podLabels: { team: 'a', cost: '7' },
        imagePullSecret: 'pull',
        bindHost: '::',
      },
      proxy: { url: 'http://proxy.mesh:8080' },
      defaultModel: { ...INFERENCE, name: 'house-model' },
    });
    expect(configOf(props)).toMatchObject({
      A2A_BASE_URL: 'https://agents.example.com',
      KAGENT_CONTROLLER_NAME: 'agents-controller',
      LEADER_ELECT: 'true',
      KAGENT_MCP_STATELESS: 'true',
      ZAP_LOG_LEVEL: 'debug',
      WATCH_NAMESPACES: 'team-a-kagent,team-a',
      DATABASE_VECTOR_ENABLED: 'true',
      DEFAULT_SERVICE_ACCOUNT_NAME: 'agent',
      DEFAULT_AGENT_POD_LABELS: 'cost=7,team=a',
      IMAGE_PULL_SECRET: 'pull',
      DEFAULT_AGENT_BIND_HOST: '::',
      PROXY_URL: 'http://proxy.mesh:8080',
      DEFAULT_MODEL_CONFIG_NAME: 'house-model',
    });
    expect(manifest(props, 'service').metadata.name).toBe('agents-controller');
    expect(configOf(exampleControlPlane({ proxy: { mcpEgressPlaintext: true } })).MCP_EGRESS_PLAINTEXT).toBe('true');
    expect(configOf(exampleControlPlane({ rbac: 'cluster' }))).not.toHaveProperty('WATCH_NAMESPACES');
  });

  test('images of agents come from the mirror', () => {
    const platform = exampleControlPlanePlatform();
    const mirrored = { ...platform, images: { ...platform.images, mirrors: { 'ghcr.io': 'mirror.example/ghcr' } } };
    expect(configOf(exampleControlPlane({ platform: mirrored }))).toMatchObject({
      IMAGE_REGISTRY: 'mirror.example',
      IMAGE_REPOSITORY: 'ghcr/kagent-dev/kagent/app',
      SKILLS_INIT_IMAGE_REGISTRY: 'mirror.example',
    });
    expect(podOf(exampleControlPlane({ platform: mirrored })).containers[0].image).toMatch(/^mirror\.example\/ghcr\//);
  });

  test('a change makes new pods, and so do those of key material and gateway', () => {
    const of = (props: KagentControlPlaneProps) => annotationsOf(props);
    const base = of(exampleWithGateway());
    const changed = (props: KagentControlPlaneProps) => {
      const now = of(props);
      return Object.keys(now).filter((key) => now[key] !== base[key]);
    };
    expect(changed(exampleWithGateway())).toEqual([]);
    expect(changed(exampleWithGateway({ controller: { logLevel: 'debug' } }))).toEqual([
      'kagent-fleet.dev/config-checksum',
    ]);
    expect(
      changed(exampleWithGateway({ database: { url: { name: 'other', key: 'url' }, to: { namespace: 'databases' } } })),
    ).toEqual(['kagent-fleet.dev/database-checksum']);
    const { gateway, ...rest } = exampleWithGateway();
    const moved = {
      ...rest,
      gateway: { ...gateway, identity: 'another', endpoint: { host: 'gw.example', port: 443 } },
    };
    expect(changed(moved as KagentControlPlaneProps)).toEqual([
      'kagent-fleet.dev/gateway-identity',
      'kagent-fleet.dev/tls-proxy-checksum',
    ]);
    expect(base['kagent-fleet.dev/probed-kinds']).toBe(
      'mcpservers.kagent.dev/v1alpha1 sandboxes.agents.x-k8s.io/v1alpha1',
    );
    expect(annotationsOf(exampleControlPlane())['kagent-fleet.dev/probed-kinds']).toBe(
      'mcpservers.kagent.dev/v1alpha1',
    );
    expect(resource(exampleWithGateway(), 'controller').restartOn).toEqual([
      'crd-mcpservers',
      'config',
      'tls-proxy-config',
    ]);
  });
});

describe('rules', () => {
  test.each<[string, Changes, [string, string][]]>([
    ['two places', { tenant: tenant() }, [['KF5001', 'platform']]],
    ['no place', { platform: undefined }, [['KF5001', 'tenant']]],
    ['the namespace of sandboxes', { namespace: 'agent-sandbox-system' }, [['KF5001', 'namespace']]],
    ['CRDs of nobody', { crds: 'none' }, [['KF5002', 'crds']]],
    ['a token without a gateway', { gatewayToken: { name: 'a', key: 'b' } }, [['KF5003', 'gatewayToken']]],
    ['a fourth reach of rights', { rbac: 'admin' }, [['KF5004', 'rbac']]],
    [
      'several controllers on a trial’s database',
      { ...TRIAL, controller: { replicas: 2 } },
      [['KF5005', 'controller.replicas']],
    ],
    [
      'a controller without memory',
      { controller: { resources: { requests: { cpu: '1' } } } },
      [
        ['KF5005', 'controller.resources.requests.memory'],
        ['KF5005', 'controller.resources.limits.memory'],
      ],
    ],
    [
      'a secret as a value',
      { controller: { extraEnv: [{ name: 'MY_TOKEN', value: 'x' }] } },
      [['KF5006', 'controller.extraEnv.0.value']],
    ],
    [
      'a label of the component',
      { controller: { podLabels: { 'app.kubernetes.io/name': 'x' } } },
      [['KF5006', 'controller.podLabels.app.kubernetes.io/name']],
    ],
    ['no proxy at all', { proxy: {} }, [['KF5007', 'proxy']]],
    [
      'a digest for agents',
      { agents: { image: `ghcr.io/a/app:1@sha256:${'1'.repeat(64)}` } },
      [['KF5008', 'agents.image']],
    ],
    ['a namespace twice', { watchNamespaces: ['a', 'a'] }, [['KF5009', 'watchNamespaces.1']]],
    ['no database', { database: {} }, [['KF5011', 'database']]],
    ['a sidecar for nobody', { tlsProxy: {} }, [['KF5013', 'tlsProxy']]],
  ])('refuse %s', (_case, changes, expected) => {
    expect(refusals(exampleControlPlane(changes)).filter(([rule]) => rule.startsWith('KF50'))).toEqual(expected);
  });

  test('say nothing of a secret’s value', () => {
    const extraEnv = [{ name: 'MY_TOKEN', value: 'do-not-show' }];
    const { diagnostics } = prepared(exampleControlPlane({ controller: { extraEnv } }));
    expect(JSON.stringify(diagnostics)).not.toContain('do-not-show');
  });

  test('survive what has the wrong shape', () => {
    const wrong = [undefined, null, 7, 'x', [], {}, [null]];
    const props = Object.keys(kagentControlPlane.props).filter(
      (prop) => !['acknowledge', 'patches', 'platform', 'tenant'].includes(prop),
    );
    const crashes = props.flatMap((prop) =>
      wrong.flatMap((value) =>
        prepared(exampleControlPlane({ [prop]: value }))
          .diagnostics.filter(({ problem }) => problem.includes('could not be evaluated'))
          .map(({ rule, problem }) => `${prop}: ${JSON.stringify(value)} ${rule} ${problem}`),
      ),
    );
    expect(crashes).toEqual([]);
  });
});

test('a tenant’s control plane is where the tenant says, and its ref is plain data', () => {
  const props = exampleControlPlane({
    platform: undefined,
    namespace: undefined,
    createNamespace: undefined,
    tenant: tenant(),
    defaultModel: INFERENCE,
  });
  expect(manifest(props, 'controller').metadata.namespace).toBe('team-a-kagent');
  expect(build(props).has('namespace')).toBe(false);
  const ref = controlPlaneRefOf(props);
  expect(JSON.parse(JSON.stringify(ref))).toEqual(ref);
  expect(ref).toMatchObject({
    name: 'kagent',
    namespace: 'team-a-kagent',
    watches: ['team-a-kagent'],
    defaultModelConfig: 'default-model-config',
    memory: false,
    kmcp: true,
  });
  expect(ref.controller.podLabels).toEqual(manifest(props, 'controller').spec.selector.matchLabels);
});

function tenant() {
  return defineTenant({ platform: exampleControlPlanePlatform(), name: 'team-a' });
}
