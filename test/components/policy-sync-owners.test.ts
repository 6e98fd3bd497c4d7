import { harnessStateOf, nemoClawHarness } from '../../lib/components/nemoclaw-harness';
import { exampleControlPlane, exampleGateway, exampleHarness } from '../../lib/components/nemoclaw-harness/example';
import { gatewayRefOf, openShellGateway } from '../../lib/components/openshell-gateway';
import {
  exampleGatewayPlatform,
  exampleSideBySide,
  exampleGateway as gatewayProps,
} from '../../lib/components/openshell-gateway/example';
import { policySync } from '../../lib/components/policy-sync';
import { EXAMPLE_PROGRAM, exampleSync } from '../../lib/components/policy-sync/example';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import { type DocumentItem, parseGatewayState } from '../../lib/gateway-state/document';
import type { Resource } from '../../lib/plan/resource';
import { defineTenant } from '../../lib/platform/tenant-ref';

type Changes = Readonly<Record<string, unknown>>;

const SYNC = EXAMPLE_PROGRAM;
const INFERENCE = { provider: 'OpenAI', model: 'gpt-4.1-mini', apiKey: { name: 'openai', key: 'apiKey' } };
const TOKEN = { name: 'sync', key: 'token' };

// biome-ignore lint/suspicious/noExplicitAny: the objects are read field by field.
type Anything = any;

function byKey(resources: readonly Resource[]): Map<string, Resource & { manifest: Anything }> {
  return new Map(resources.map((item) => [item.key, item]));
}

function harness(changes: Changes = {}) {
  const { resources, diagnostics } = prepare(nemoClawHarness, exampleHarness(changes), 'team-a/coder', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return byKey(resources);
}

function gateway(changes: Changes = {}) {
  const { resources, diagnostics } = prepare(openShellGateway, exampleSideBySide(changes), 'team-a/gateway', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return byKey(resources);
}

function rowsIn(state: Anything): readonly DocumentItem[] {
  const parsed = parseGatewayState(state.manifest.data['gateway-state.yaml']);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value.items;
}

describe('a harness with a program of its own', () => {
  test('brings the Job that writes its policy, and what the Job needs', () => {
    expect([...harness({ sync: SYNC }).values()].map(({ key, phase }) => `${phase} ${key}`)).toEqual([
      'identity sync-service-account',
      'guard edit-guard',
      'guard edit-guard-binding',
      'guard sync-network-policy',
      'config sync-state',
      'workload harness',
      'workload sync-program',
    ]);
  });

  test('nothing of it where somebody else runs `sync`, or nobody', () => {
    const acknowledge = [{ rule: 'KF5612', reason: 'a trial, in a cluster without data' }];
    for (const changes of [{ sync: true }, { sync: false, acknowledge }, { sync: undefined, acknowledge }]) {
      expect([...harness(changes).keys()].filter((key) => key.startsWith('sync'))).toEqual([]);
    }
  });

  test('has the whole policy and the check in its document, the same that `harnessStateOf` says', () => {
    const rows = rowsIn(harness({ sync: SYNC }).get('sync-state'));
    const expected = harnessStateOf(exampleHarness({ sync: true }));
    expect(expected.map(({ kind }) => kind)).toEqual(['Policy', 'Check']);
    expect(rows).toEqual(expected.map((row) => expect.objectContaining(JSON.parse(JSON.stringify(row)))));
    expect(rows[0]).toMatchObject({ sandbox: 'team-a-kagent-coder', policy: { networkPolicies: { tickets: {} } } });
  });

  test('asks kagent for no host, as with `sync: true`', () => {
    expect(harness({ sync: SYNC }).get('harness')?.manifest).toEqual(harness({ sync: true }).get('harness')?.manifest);
  });

  test('runs in the control plane’s namespace, which the gateway lets in', () => {
    const made = harness({ sync: SYNC, namespace: 'team-a-agents' });
    expect(made.get('harness')?.manifest.metadata.namespace).toBe('team-a-agents');
    for (const key of ['service-account', 'network-policy', 'state', 'program']) {
      expect(made.get(`sync-${key}`)?.manifest.metadata.namespace).toBe('team-a-kagent');
    }
    expect(made.get('sync-service-account')?.manifest.metadata.name).toBe('team-a-agents-coder-sync');
    expect(harness({ sync: SYNC }).get('sync-service-account')?.manifest.metadata.name).toBe('coder-sync');
  });

  test('runs beside the harness’s start, but after a harness that an engine may replace', () => {
    const common = ['sync-service-account', 'sync-network-policy', 'sync-state'];
    expect(harness({ sync: SYNC }).get('sync-program')?.dependsOn).toEqual(common);
    expect(harness({ sync: SYNC, onChange: 'replace' }).get('sync-program')?.dependsOn).toEqual([...common, 'harness']);
  });

  test('runs anew for another sandbox and for another policy, not for another description', () => {
    const nameOf = (changes: Changes) =>
      harness({ sync: SYNC, ...changes }).get('sync-program')?.manifest.metadata.name as string;
    const same = nameOf({});
    expect(nameOf({ description: 'reviews' })).toBe(same);
    const image = `registry.example/coder@sha256:${'1'.repeat(64)}`;
    const policy = { version: 1, networkPolicies: {} };
    const others = [nameOf({ image }), nameOf({ secretsRevision: '2' }), nameOf({ policy }), nameOf({ verify: false })];
    expect(new Set([same, ...others]).size).toBe(5);
  });

  test('with `baseline` checks that the harness runs, and writes nothing', () => {
    const acknowledge = [{ rule: 'KF5611', reason: 'a trial, in a cluster without data' }];
    const state = harness({ sync: SYNC, policy: 'baseline', acknowledge }).get('sync-state');
    expect(rowsIn(state).map(({ kind }) => kind)).toEqual(['Check']);
    expect(state?.occupies).toEqual([]);
  });

  test.each<[string, Changes, string]>([
    ['a word', { sync: 'job', acknowledge: [{ rule: 'KF5612', reason: 'said by the other rule' }] }, 'KF5623 sync'],
    [
      'nothing to write',
      {
        sync: SYNC,
        policy: 'baseline',
        verify: false,
        acknowledge: [{ rule: 'KF5611', reason: 'a trial, in a cluster without data' }],
      },
      'KF5623 sync',
    ],
    ['no image', { sync: {} }, 'KF1102 sync.image'],
    ['an image without a digest', { sync: { image: 'registry.example/fleet:1' } }, 'KF1101 sync.image'],
    ['a token that nobody asks for', { sync: { ...SYNC, token: TOKEN } }, 'KF4106 sync.token'],
    ['a deadline that is none', { sync: { ...SYNC, deadlineSeconds: 1 } }, 'KF4109 sync.deadlineSeconds'],
    [
      'a gateway that lets only kagent in',
      {
        sync: SYNC,
        controlPlane: exampleControlPlane({
          gateway: exampleGateway({
            callers: [{ namespace: 'team-a-kagent', podLabels: { 'app.kubernetes.io/component': 'controller' } }],
          }),
        }),
      },
      'KF4102 controlPlane.gateway.callers',
    ],
  ])('%s is refused', (_, changes, expected) => {
    const { diagnostics } = prepare(nemoClawHarness, exampleHarness(changes), 'team-a/coder', 'none');
    const blocking = diagnostics.filter(isBlocking).map(({ rule, path }) => `${rule} ${path.join('.')}`);
    expect(blocking).toEqual([expected]);
  });
});

describe('a gateway with a program of its own', () => {
  const CHANGES = { inference: INFERENCE, sync: { ...SYNC, token: TOKEN } };

  test('brings the Job that writes provider and route, after itself', () => {
    const made = gateway(CHANGES);
    expect(rowsIn(made.get('sync-state')).map(({ kind }) => kind)).toEqual(['Provider', 'InferenceRoute']);
    const { dependsOn, manifest } = made.get('sync-program')!;
    expect(dependsOn).toEqual(expect.arrayContaining(['namespace', 'gateway', 'certgen', 'sync-network-policy']));
    expect(manifest.metadata).toMatchObject({
      namespace: 'team-a-openshell',
      name: expect.stringMatching(/^openshell-sync-[0-9a-f]{10}$/),
    });
    for (const key of ['service-account', 'network-policy', 'state']) {
      expect(made.get(`sync-${key}`)?.dependsOn).toContain('namespace');
    }
  });

  test('lets it in, by its namespace and label, and names it to nobody without one', () => {
    const own = { namespace: 'team-a-openshell', podLabels: { 'app.kubernetes.io/component': 'sync' } };
    expect(gatewayRefOf(exampleSideBySide(CHANGES)).callers).toContainEqual(own);
    expect(gatewayRefOf(exampleSideBySide()).callers).not.toContainEqual(own);
    const [rule] = gateway(CHANGES).get('network-policy')?.manifest.spec.ingress ?? [];
    expect(rule.from).toContainEqual({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'team-a-openshell' } },
      podSelector: { matchLabels: { 'app.kubernetes.io/component': 'sync' } },
    });
    const pods = gateway(CHANGES).get('sync-program')?.manifest.spec.template.metadata.labels;
    expect(pods).toMatchObject(own.podLabels);
  });

  test('is no pod of the gateway’s Service', () => {
    const { selector } = gateway(CHANGES).get('service')?.manifest.spec ?? {};
    const pods = gateway(CHANGES).get('sync-program')?.manifest.spec.template.metadata.labels;
    expect(Object.entries(selector).every(([key, value]) => pods[key] === value)).toBe(false);
  });

  test('has a client certificate in its namespace from cert-manager too', () => {
    const keys = {
      jwtSecret: 'jwt',
      credentialKeySecret: 'kek',
      image: `registry.example/tools@sha256:${'6'.repeat(64)}`,
    };
    const tls = { certManager: { keysImage: keys.image } };
    expect([...gateway({ tls }).keys()]).not.toContain('client-certificate-team-a-openshell');
    const made = gateway({ ...CHANGES, tls });
    expect(made.get('client-certificate-team-a-openshell')?.manifest).toMatchObject({
      metadata: { namespace: 'team-a-openshell', name: 'openshell-client-tls' },
      spec: { usages: expect.arrayContaining(['client auth']) },
    });
    expect(made.get('sync-program')?.dependsOn).toContain('client-certificate-team-a-openshell');
  });

  test.each<[string, Changes, string]>([
    ['nothing to write', { sync: CHANGES.sync }, 'KF4054 inference'],
    ['no program', { inference: INFERENCE, sync: true }, 'KF4054 sync'],
    ['no token', { inference: INFERENCE, sync: SYNC }, 'KF4106 sync.token'],
    [
      'a trusted proxy in front',
      {
        inference: INFERENCE,
        sync: SYNC,
        callers: undefined,
        auth: { trustedProxy: { proxy: { namespace: 'edge', podLabels: { app: 'proxy' } } } },
      },
      'KF4054 sync',
    ],
  ])('%s is refused', (_, changes, expected) => {
    const { diagnostics } = prepare(openShellGateway, exampleSideBySide(changes), 'team-a/gateway', 'none');
    const blocking = diagnostics.filter(isBlocking).map(({ rule, path }) => `${rule} ${path.join('.')}`);
    expect(blocking).toEqual([expected]);
  });

  test('where kagent writes the route itself, it is refused', () => {
    const props = gatewayProps({ inference: INFERENCE, sync: SYNC });
    const { diagnostics } = prepare(openShellGateway, props, 'team-a/gateway', 'none');
    expect(diagnostics.filter(isBlocking)).toEqual([
      expect.objectContaining({
        rule: 'KF4054',
        path: ['sync'],
        problem: 'kagent 0.9.12 writes provider and route itself',
      }),
    ]);
  });
});

test('a tenant’s gateway lets controller and sync programs of its control plane in, without being told', () => {
  const tenant = defineTenant({ platform: exampleGatewayPlatform(), name: 'team-a' });
  const {
    platform: _,
    namespace: __,
    sandboxNamespace: ___,
    createNamespaces: ____,
    callers: _____,
    ...rest
  } = gatewayProps();
  const ref = gatewayRefOf({ ...rest, tenant } as Parameters<typeof gatewayRefOf>[0]);
  expect(ref.callers).toEqual(
    ['controller', 'sync'].map((component) => ({
      namespace: 'team-a-kagent',
      podLabels: { 'app.kubernetes.io/component': component },
    })),
  );
  const { diagnostics } = prepare(policySync, exampleSync({ gateway: ref }), 'team-a/sync', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
});

describe('a program of the wrong shape is refused and crashes nothing', () => {
  const SHAPES: readonly unknown[] = [7, '', null, [], {}, { image: 7 }, { image: {} }, { ...SYNC, token: 7 }];
  const more = [
    { ...SYNC, resources: 7 },
    { ...SYNC, deadlineSeconds: {} },
    { ...SYNC, token: { name: 7 } },
  ];

  test.each([...SHAPES, ...more].map((sync) => [JSON.stringify(sync), sync] as const))('%s', (_, sync) => {
    const ofHarness = prepare(nemoClawHarness, exampleHarness({ sync }), 'team-a/coder', 'none');
    const ofGateway = prepare(openShellGateway, exampleSideBySide({ inference: INFERENCE, sync }), 'team-a/gw', 'none');
    expect(ofHarness.diagnostics.some(isBlocking)).toBe(true);
    expect(ofGateway.diagnostics.some(isBlocking)).toBe(true);
    if (typeof sync !== 'object' || sync === null || Array.isArray(sync)) return;
    const alone = exampleSync({ image: undefined, gateway: exampleGateway({ auth: 'oidc' }), ...sync });
    expect(prepare(policySync, alone, 'team-a/sync', 'none').diagnostics.some(isBlocking)).toBe(true);
  });

  test.each([
    ['metrics', 7],
    ['metrics', { scrapeFrom: 7 }],
    ['name', {}],
    ['namespace', 7],
    ['state', { 0: 'row' }],
    ['state', [null]],
    ['mode', { cron: 7 }],
    ['mode', 7],
  ])('PolicySync with %s: %j', (prop, value) => {
    const { diagnostics } = prepare(policySync, exampleSync({ [prop]: value }), 'team-a/sync', 'none');
    expect(diagnostics.some(isBlocking)).toBe(true);
  });

  test('a gateway without TLS or place beside its program', () => {
    for (const changes of [{ tls: undefined }, { platform: undefined }]) {
      const props = exampleSideBySide({ inference: INFERENCE, sync: SYNC, ...changes });
      expect(prepare(openShellGateway, props, 'team-a/gw', 'none').diagnostics.some(isBlocking)).toBe(true);
    }
  });
});
