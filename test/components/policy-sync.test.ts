import { type App, Chart, Testing } from 'cdk8s';
import { PolicySync } from '../../constructs/cdk8s';
import { resourceOptions, WAIT_FOR, withEngineAnnotations } from '../../constructs/pulumi/resource-options';
import { harnessStateOf } from '../../lib/components/nemoclaw-harness';
import { exampleGateway, exampleHarness } from '../../lib/components/nemoclaw-harness/example';
import { policySync } from '../../lib/components/policy-sync';
import { EXAMPLE_ROWS, exampleSync } from '../../lib/components/policy-sync/example';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import { parseGatewayState } from '../../lib/gateway-state/document';
import { Program } from '../../lib/plan/program';
import { identityOf } from '../../lib/plan/resource';
import { LateOutput } from '../fixtures/late-output';
import { type Changes, manifestOf, resourceOf, resourcesOf, SELECTOR } from './policy-sync-objects';

const problemsOf = (changes: Changes) =>
  prepare(policySync, exampleSync(changes), 'team-a/sync', 'none')
    .diagnostics.filter(isBlocking)
    .map(({ rule, path }) => `${rule} ${path.join('.')}`);

test('keys and phases, pinned', () => {
  const keys = (changes: Changes) => resourcesOf(changes).map(({ key, phase, scope }) => `${phase} ${scope} ${key}`);
  const common = ['identity Namespaced service-account', 'guard Namespaced network-policy', 'config Namespaced state'];
  expect(keys({})).toEqual([...common, 'workload Namespaced program']);
  expect(keys({ mode: { cron: '*/5 * * * *' } })).toEqual([...common, 'workload Namespaced program']);
  expect(keys({ mode: 'watch' })).toEqual([...common, 'controller Namespaced program']);
  const metrics = {
    scrapeFrom: [{ namespace: 'monitoring' }],
    ...{ serviceMonitor: {}, podMonitor: {}, prometheusRule: {}, dashboard: {} },
  };
  expect(keys({ mode: 'watch', metrics })).toEqual([
    ...common,
    'config Namespaced metrics-service',
    'config Namespaced dashboard',
    'controller Namespaced program',
    'controller Namespaced service-monitor',
    'controller Namespaced pod-monitor',
    'controller Namespaced prometheus-rule',
  ]);
});

describe('the document', () => {
  test('holds the rows of the gateway, as `sync` reads them', () => {
    const { data, immutable } = manifestOf('state');
    expect(immutable).toBe(true);
    const parsed = parseGatewayState(data['gateway-state.yaml']);
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        gateway: {
          name: 'openshell',
          namespace: 'team-a-openshell',
          endpoint: { host: 'openshell.team-a-openshell.svc.cluster.local', port: 8080 },
          transport: 'mutual',
          auth: 'client-certificate',
        },
        release: '0.0.46',
        items: [
          { kind: 'Provider', provider: 'openai', credentials: { apiKey: { name: 'openai', key: 'apiKey' } } },
          { kind: 'InferenceRoute', provider: 'openai', model: 'gpt-4.1-mini' },
        ],
      },
    });
  });

  test('of a Job is another object when it changes; that of a program that stays keeps its name', () => {
    const state = [EXAMPLE_ROWS[0], { ...EXAMPLE_ROWS[1], model: 'gpt-5' }];
    const nameOf = (changes: Changes) => manifestOf('state', changes).metadata.name;
    expect(nameOf({})).toMatch(/^openshell-sync-[0-9a-f]{10}$/);
    expect(nameOf({ state })).not.toBe(nameOf({}));
    for (const mode of ['watch', { cron: '0 * * * *' }]) {
      expect(nameOf({ mode })).toBe('openshell-sync');
      expect(nameOf({ mode, state })).toBe('openshell-sync');
      expect(manifestOf('state', { mode })).not.toHaveProperty('immutable');
    }
  });

  test('takes each row for itself, so that no two programs write one', () => {
    expect(resourceOf('state').occupies).toEqual([
      'provider openai of gateway team-a-openshell/openshell',
      'inference route inference.local of gateway team-a-openshell/openshell',
    ]);
    const program = new Program();
    const add = (owner: string, changes: Changes) => {
      const item = resourceOf('state', changes);
      return program.add(owner, identityOf(item)!, item);
    };
    expect(add('one', {})).toBeUndefined();
    expect(add('other', { name: 'other' })).toMatchObject({ over: 'occupied', first: 'one' });
  });

  test('takes a harness’s policy and its check', () => {
    const rows = harnessStateOf(exampleHarness());
    expect(resourceOf('state', { state: rows }).occupies).toEqual([
      'policy of sandbox team-a-kagent-coder of gateway team-a-openshell/openshell',
    ]);
    const [{ args }] = manifestOf('program', { state: rows }).spec.template.spec.containers;
    expect(args).toContain('--verify');
  });
});

describe('the Job', () => {
  test('is what it is, in full', () => {
    expect(manifestOf('program')).toEqual({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: expect.stringMatching(/^openshell-sync-[0-9a-f]{10}$/),
        namespace: 'team-a-kagent',
        labels: labels('sync'),
      },
      spec: {
        backoffLimit: 3,
        activeDeadlineSeconds: 540,
        ttlSecondsAfterFinished: 86_400,
        template: {
          metadata: {
            labels: labels('sync'),
            annotations: { 'kagent-fleet.dev/state-checksum': expect.stringMatching(/^[0-9a-f]{64}$/) },
          },
          spec: {
            serviceAccountName: 'openshell-sync',
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            restartPolicy: 'Never',
            terminationGracePeriodSeconds: 30,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 1000,
              runAsGroup: 1000,
              fsGroup: 1000,
              fsGroupChangePolicy: 'OnRootMismatch',
              seccompProfile: { type: 'RuntimeDefault' },
            },
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            containers: [
              {
                name: 'sync',
                image: `registry.example/kagent-fleet@sha256:${'7'.repeat(64)}`,
                imagePullPolicy: 'IfNotPresent',
                command: ['kagent-fleet'],
                args: [
                  'sync',
                  'apply',
                  '--state=/etc/kagent-fleet/state/gateway-state.yaml',
                  '--tls=/etc/kagent-fleet/gateway',
                  '--secrets=/etc/kagent-fleet/credentials',
                  '--wait=510',
                  '--json',
                ],
                terminationMessagePolicy: 'FallbackToLogsOnError',
                resources: {
                  requests: { cpu: '20m', memory: '96Mi' },
                  limits: { cpu: '500m', memory: '256Mi' },
                },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                  privileged: false,
                  readOnlyRootFilesystem: true,
                  runAsNonRoot: true,
                },
                volumeMounts: [
                  { name: 'state', mountPath: '/etc/kagent-fleet/state', readOnly: true },
                  { name: 'gateway-certificates', mountPath: '/etc/kagent-fleet/gateway', readOnly: true },
                  { name: 'credentials', mountPath: '/etc/kagent-fleet/credentials', readOnly: true },
                ],
              },
            ],
            volumes: [
              { name: 'state', configMap: { name: manifestOf('state').metadata.name, defaultMode: 0o440 } },
              {
                name: 'gateway-certificates',
                secret: {
                  secretName: 'openshell-client-tls',
                  defaultMode: 0o440,
                  items: ['tls.crt', 'tls.key', 'ca.crt'].map((key) => ({ key, path: key })),
                },
              },
              {
                name: 'credentials',
                projected: {
                  defaultMode: 0o440,
                  sources: [{ secret: { name: 'openai', items: [{ key: 'apiKey', path: 'openai/apiKey' }] } }],
                },
              },
            ],
          },
        },
      },
    });
  });

  test('runs behind its fence with its document, and counts when it is complete', () => {
    const { dependsOn, readiness } = resourceOf('program');
    expect(dependsOn).toEqual(['service-account', 'network-policy', 'state']);
    expect(readiness).toEqual([{ condition: 'Complete' }]);
  });

  test('on Pulumi `up` waits until it is complete, and replaces it with another', () => {
    const job = resourceOf('program');
    expect(withEngineAnnotations(job).metadata.annotations).toEqual({ [WAIT_FOR]: 'condition=Complete' });
    expect(resourceOptions(job)).toEqual({ replaceOnChanges: ['spec.template'], deleteBeforeReplace: true });
  });

  test.each<[string, Changes]>([
    ['rows', { state: [EXAMPLE_ROWS[0]] }],
    ['image', { image: `registry.example/kagent-fleet@sha256:${'8'.repeat(64)}` }],
    ['revision', { revision: '2' }],
    ['deadline', { deadlineSeconds: 300 }],
    ['gateway’s address', { gateway: exampleGateway({ endpoint: { host: 'gw.example.com', port: 8080 } }) }],
  ])('is another one for other %s', (_, changes) => {
    expect(manifestOf('program', changes).metadata.name).not.toBe(manifestOf('program').metadata.name);
  });

  test('is the same one for the same rows in another order', () => {
    const state = [...EXAMPLE_ROWS].reverse();
    expect(manifestOf('program', { state }).metadata.name).toBe(manifestOf('program').metadata.name);
  });

  test('takes an image that is known later, under one name, and checks it then', () => {
    const made = (image: string) =>
      prepare(policySync, exampleSync({ image: new LateOutput(() => image) }), 'team-a/sync', 'pulumi')
        // biome-ignore lint/suspicious/noExplicitAny: the object is read field by field.
        .resources.find(({ key }) => key === 'program')?.manifest as any;
    const good = `registry.example/kagent-fleet@sha256:${'8'.repeat(64)}`;
    expect(made(good).metadata.name).toBe(made(`${good}`).metadata.name);
    const imageOf = (image: string) => made(image).spec.template.spec.containers[0].image.get();
    expect(imageOf(good)).toBe(good);
    expect(() => imageOf('registry.example/kagent-fleet:1')).toThrow('KF1101');
  });
});

test('wrongly shaped props are refused where they are, and nothing crashes', () => {
  expect(problemsOf({ gateway: undefined })).toEqual(['KF4101 gateway']);
  expect(problemsOf({ gateway: { name: 'openshell' } })).toEqual(['KF4101 gateway']);
  expect(problemsOf({ namespace: undefined })).toEqual(expect.arrayContaining(['KF4101 namespace']));
  expect(problemsOf({ state: [] })).toEqual(['KF4103 state']);
  expect(problemsOf({ state: 'rows' })).toEqual(['KF4103 state']);
  expect(problemsOf({ state: [7, EXAMPLE_ROWS[0]] })).toEqual(['KF4103 state.0']);
  expect(problemsOf({ mode: 'always' })).toEqual(['KF4105 mode']);
  expect(problemsOf({ image: undefined })).toEqual(['KF1102 image']);
  expect(problemsOf({ deadlineSeconds: '60' })).toEqual(['KF4109 deadlineSeconds']);
});

test('a credential in place of its reference is refused, and not shown', () => {
  const credentials = { apiKey: { name: 'openai', key: 'apiKey', value: 'sk-live-secret' } };
  const { diagnostics } = prepare(
    policySync,
    exampleSync({ state: [{ ...EXAMPLE_ROWS[0], credentials }] }),
    'team-a/sync',
    'none',
  );
  expect(diagnostics.filter(isBlocking).map(({ rule }) => rule)).toEqual(['KF4103']);
  expect(JSON.stringify(diagnostics)).not.toContain('sk-live-secret');
});

test('the construct stands for what runs', () => {
  const chart = new Chart(Testing.app() as App, 'chart');
  const sync = new PolicySync(chart, 'sync', exampleSync());
  expect(sync.node.defaultChild).toBe(sync.resource('program'));
});

function labels(component: string) {
  return {
    ...SELECTOR,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': 'kagent-fleet',
    'app.kubernetes.io/managed-by': 'kagent-fleet',
  };
}
