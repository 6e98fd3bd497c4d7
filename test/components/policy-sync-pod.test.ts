import { harnessStateOf } from '../../lib/components/nemoclaw-harness';
import { exampleGateway, exampleHarness } from '../../lib/components/nemoclaw-harness/example';
import { EXAMPLE_ROWS } from '../../lib/components/policy-sync/example';
import { syncNameOf } from '../../lib/components/policy-sync/names';
import { type Changes, manifestOf, resourceOf, resourcesOf, SELECTOR } from './policy-sync-objects';

const TOKEN = { name: 'sync-token', key: 'token' };

describe('what it is given', () => {
  const podOf = (changes: Changes) => manifestOf('program', changes).spec.template.spec;
  const argsOf = (changes: Changes) => podOf(changes).containers[0].args;
  const volumesOf = (changes: Changes) => podOf(changes).volumes.map(({ name }: { name: string }) => name);

  test('no certificate of its own for a gateway that asks for none', () => {
    const server = {
      gateway: exampleGateway({ transport: { mode: 'server', caSecret: 'gateway-ca' }, auth: 'anonymous' }),
    };
    expect(podOf(server).volumes[1]).toEqual({
      name: 'gateway-certificates',
      secret: { secretName: 'gateway-ca', defaultMode: 0o440, items: [{ key: 'ca.crt', path: 'ca.crt' }] },
    });
    const plaintext = { gateway: exampleGateway({ transport: { mode: 'plaintext' }, auth: 'anonymous' }) };
    expect(volumesOf(plaintext)).toEqual(['state', 'credentials']);
    expect(argsOf(plaintext).join(' ')).not.toContain('--tls');
  });

  test('the token where the gateway has OpenID Connect', () => {
    const changes = { gateway: exampleGateway({ auth: 'oidc' }), token: TOKEN };
    expect(argsOf(changes)).toContain('--token-file=/etc/kagent-fleet/token/token');
    expect(podOf(changes).volumes.at(-1)).toEqual({
      name: 'token',
      secret: { secretName: 'sync-token', defaultMode: 0o440, items: [{ key: 'token', path: 'token' }] },
    });
  });

  test('of each Secret the keys that are named and no others, once', () => {
    const credentials = {
      API_KEY: { name: 'models', key: 'b' },
      AGAIN: { name: 'models', key: 'b' },
      OTHER: { name: 'models', key: 'a' },
      THIRD: { name: 'aws', key: 'secret' },
    };
    const state = [{ kind: 'Provider', key: 'provider', provider: 'openai', credentials }];
    expect(podOf({ state }).volumes.at(-1).projected.sources).toEqual([
      { secret: { name: 'aws', items: [{ key: 'secret', path: 'aws/secret' }] } },
      {
        secret: {
          name: 'models',
          items: [
            { key: 'a', path: 'models/a' },
            { key: 'b', path: 'models/b' },
          ],
        },
      },
    ]);
    const policies = { state: harnessStateOf(exampleHarness({ verify: false })) };
    expect(volumesOf(policies)).toEqual(['state', 'gateway-certificates']);
    expect(argsOf(policies).join(' ')).not.toMatch(/--secrets|--verify/);
  });

  test('no right and no token of the cluster', () => {
    expect(resourcesOf().map(({ manifest }) => manifest.kind)).toEqual([
      'ServiceAccount',
      'NetworkPolicy',
      'ConfigMap',
      'Job',
    ]);
    expect(manifestOf('service-account')).toMatchObject({ automountServiceAccountToken: false });
    expect(podOf({}).automountServiceAccountToken).toBe(false);
  });
});

describe('the fence', () => {
  test('opens the gateway and DNS, and nothing in', () => {
    expect(manifestOf('network-policy').spec).toEqual({
      podSelector: { matchLabels: SELECTOR },
      policyTypes: ['Ingress', 'Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'team-a-openshell' } },
              podSelector: {
                matchLabels: { 'app.kubernetes.io/name': 'openshell', 'app.kubernetes.io/instance': 'openshell' },
              },
            },
          ],
          ports: [{ protocol: 'TCP', port: 8080 }],
        },
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
          ports: [
            { protocol: 'UDP', port: 53 },
            { protocol: 'TCP', port: 53 },
          ],
        },
      ],
    });
  });

  test('lets in who scrapes, to the metrics', () => {
    const metrics = { scrapeFrom: [{ namespace: 'monitoring' }] };
    expect(manifestOf('network-policy', { mode: 'watch', metrics }).spec.ingress).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ protocol: 'TCP', port: 9090 }],
      },
    ]);
  });

  test('selects the pods, whatever makes them', () => {
    for (const mode of ['job', 'watch', { cron: '0 * * * *' }]) {
      const { spec } = manifestOf('program', { mode });
      const template = spec.template ?? spec.jobTemplate.spec.template;
      expect(template.metadata.labels).toMatchObject(SELECTOR);
    }
  });
});

describe('the other ways to run', () => {
  test('watching, it is one pod that is never two, with probes and metrics', () => {
    const { spec } = manifestOf('program', { mode: 'watch' });
    expect(spec).toMatchObject({
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: SELECTOR },
      template: {
        spec: {
          restartPolicy: 'Always',
          containers: [
            {
              args: expect.arrayContaining(['sync', 'watch', '--listen=0.0.0.0:9090']),
              ports: [{ name: 'metrics', containerPort: 9090, protocol: 'TCP' }],
              livenessProbe: { httpGet: { path: '/healthz', port: 'metrics' } },
              readinessProbe: { httpGet: { path: '/readyz', port: 'metrics' } },
            },
          ],
        },
      },
    });
    expect(resourceOf('program', { mode: 'watch' })).toMatchObject({
      restartOn: ['state'],
      readiness: [{ condition: 'Available' }],
    });
  });

  test('watching, it starts anew with another document', () => {
    const annotations = (changes: Changes) =>
      manifestOf('program', { mode: 'watch', ...changes }).spec.template.metadata.annotations;
    expect(annotations({ state: [EXAMPLE_ROWS[0]] })).not.toEqual(annotations({}));
    expect(annotations({ revision: '2' })).not.toEqual(annotations({}));
  });

  test('by a cron line, one run at a time', () => {
    const { kind, metadata, spec } = manifestOf('program', { mode: { cron: '*/5 * * * *' } });
    expect({ kind, name: metadata.name }).toEqual({ kind: 'CronJob', name: 'openshell-sync' });
    expect(spec).toMatchObject({
      schedule: '*/5 * * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: { backoffLimit: 3, activeDeadlineSeconds: 540 } },
    });
    expect(spec.jobTemplate.spec).not.toHaveProperty('ttlSecondsAfterFinished');
  });
});

test('names fit what they become a part of', () => {
  expect(syncNameOf('coder')).toBe('coder-sync');
  const long = 'x'.repeat(63);
  expect(syncNameOf(long)).toMatch(/^x+-[0-9a-f]{8}-sync$/);
  expect(`${syncNameOf(long)}-0123456789`.length).toBeLessThanOrEqual(63);
  expect(syncNameOf(`${long.slice(1)}y`)).not.toBe(syncNameOf(long));
});
