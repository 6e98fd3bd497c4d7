import {
  EXAMPLE_POOL_POLICY,
  exampleInferencePool,
  exampleSupervisedPool,
} from '../../lib/components/agent-sandbox-pool/supervised/example';
import { relayConfig, relayPlaces } from '../../lib/components/agent-sandbox-pool/supervised/relay';
import { formatDiagnostics } from '../../lib/diagnostics/format';
import { build, check, environmentOf, type Loose, manifest, named, podOf, published, rulesOf } from './supervised-pool';

describe('inference', () => {
  test('the key is mounted in one step, written to memory, and in no environment', () => {
    const pod = podOf(exampleInferencePool());
    const step = named(pod.initContainers, 'inference-routes');
    expect(step.securityContext).toMatchObject({ runAsUser: 0, capabilities: { drop: ['ALL'] } });
    expect(named(pod.volumes, 'inference-key').secret).toEqual({
      secretName: 'models',
      defaultMode: 0o400,
      items: [{ key: 'apiKey', path: 'key' }],
    });
    expect(named(pod.volumes, 'routes').emptyDir).toEqual({ medium: 'Memory', sizeLimit: '1Mi' });
    const mounting = [...pod.initContainers, ...pod.containers].filter(({ volumeMounts = [] }: Loose) =>
      named(volumeMounts, 'inference-key'),
    );
    expect(mounting.map(({ name }: Loose) => name)).toEqual(['inference-routes']);
    expect(named(pod.containers[0].volumeMounts, 'routes').readOnly).toBe(true);
    expect(JSON.stringify([...pod.initContainers, ...pod.containers].map(({ env }: Loose) => env))).not.toMatch(
      /secretKeyRef|models/,
    );
  });

  test.each([
    [
      'claude-code',
      'Anthropic',
      { ANTHROPIC_BASE_URL: 'https://inference.local', ANTHROPIC_AUTH_TOKEN: 'replaced-by-openshell' },
    ],
    [
      'goose',
      'OpenAI',
      { GOOSE_PROVIDER: 'openai', OPENAI_HOST: 'https://inference.local', OPENAI_API_KEY: 'replaced-by-openshell' },
    ],
    ['goose', 'Anthropic', { GOOSE_PROVIDER: 'anthropic', ANTHROPIC_HOST: 'https://inference.local' }],
    ['other', 'OpenAI', { OPENAI_BASE_URL: 'https://inference.local/v1', OPENAI_API_KEY: 'replaced-by-openshell' }],
    ['other', 'NVIDIA', { OPENAI_BASE_URL: 'https://inference.local/v1' }],
  ])('%s is told in its own words of %s', (harness, provider, words) => {
    expect(environmentOf(exampleInferencePool({ provider }, { harness }))).toMatchObject(words);
  });

  test('what the user sets stands', () => {
    const env = [{ name: 'HOME', value: '/sandbox/home' }];
    expect(environmentOf(exampleInferencePool({}, { env })).HOME).toBe('/sandbox/home');
    expect(
      podOf(exampleInferencePool({}, { env })).containers[0].env.filter(({ name }: Loose) => name === 'HOME'),
    ).toHaveLength(1);
  });

  test.each([
    ['a public name', 'https://models.example.com/v1', { port: 443 }, 'ipBlock'],
    ['an address', 'http://192.0.2.7:8080/v1', { port: 8080 }, 'ipBlock'],
    ['a Service', 'http://vllm.models.svc.cluster.local:8000/v1', { port: 8000 }, 'namespaceSelector'],
  ])('the wall lets the supervisor reach %s', (_, baseUrl, port, peer) => {
    const policy = { ...EXAMPLE_POOL_POLICY, networkPolicies: {} };
    const { egress } = manifest(build(exampleInferencePool({ baseUrl }, { policy })), 'template').spec.networkPolicy;
    expect(egress).toHaveLength(2);
    expect(egress[1].ports).toEqual([{ protocol: 'TCP', ...port }]);
    expect(egress[1].to[0]).toHaveProperty(peer);
  });

  test('a key given in place of a reference is refused and not shown', () => {
    const { diagnostics } = check(exampleInferencePool({ apiKey: 'sk-very-secret' }));
    expect(rulesOf(diagnostics)).toContain('KF3435');
    expect(formatDiagnostics(diagnostics)).not.toContain('sk-very-secret');
  });
});

describe('published ports', () => {
  const pod = podOf(exampleSupervisedPool(published));

  test('leave through a relay without any right, and readiness is theirs', () => {
    const relay = named(pod.containers, 'relay');
    expect(relay).toMatchObject({
      image: `docker.io/library/haproxy:3.2@sha256:${'6'.repeat(64)}`,
      ports: [
        { name: 'port-8888', containerPort: 8888, protocol: 'TCP' },
        { name: 'health', containerPort: 8404, protocol: 'TCP' },
      ],
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 99,
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      },
      readinessProbe: { httpGet: { path: '/ready', port: 'health' } },
    });
    expect(podOf(exampleSupervisedPool()).containers).toHaveLength(1);
  });

  test('are open to their callers and to nobody else', () => {
    const { ingress } = manifest(
      build(
        exampleSupervisedPool({
          ports: [8888, 9000],
          callers: [
            'sandbox-router',
            { controlPlane: { namespace: 'team-a-kagent', controller: { podLabels: { app: 'kagent' } } } },
            { namespace: 'ci', pods: { app: 'runner' } },
          ],
        }),
      ),
      'template',
    ).spec.networkPolicy;
    const peer = (namespace: string, matchLabels: object) => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      podSelector: { matchLabels },
    });
    expect(ingress).toEqual([
      {
        from: [
          peer('default', { 'app.kubernetes.io/name': 'sandbox-router' }),
          peer('team-a-kagent', { app: 'kagent' }),
          peer('ci', { app: 'runner' }),
        ],
        ports: [
          { protocol: 'TCP', port: 8888 },
          { protocol: 'TCP', port: 9000 },
        ],
      },
    ]);
  });

  test('another port is another configuration, hence another template', () => {
    const name = (port: number) =>
      manifest(build(exampleSupervisedPool({ ...published, ports: [port] })), 'relay-config').metadata.name;
    expect(name(8888)).not.toBe(name(8889));
  });

  test('on a cluster of IPv6 they are that family’s', () => {
    expect(relayConfig([8888], relayPlaces({ podCidr: 'fd00::/64' }))).toContain('bind :::8888');
  });
});
