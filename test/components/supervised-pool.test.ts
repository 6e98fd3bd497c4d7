import { mayAddCapabilities, mayRunAsRoot } from '../../lib/api/rules/pod/supervised-pod';
import { type AgentSandboxPoolProps, agentSandboxPool, readDecision } from '../../lib/components/agent-sandbox-pool';
import { examplePool } from '../../lib/components/agent-sandbox-pool/example';
import {
  EXAMPLE_POOL_POLICY,
  exampleInferencePool,
  exampleSupervisedPlatform,
  exampleSupervisedPool,
} from '../../lib/components/agent-sandbox-pool/supervised/example';
import { relayConfig, relayPlaces } from '../../lib/components/agent-sandbox-pool/supervised/relay';
import { type Engine, prepare } from '../../lib/components/prepare';
import type { Diagnostic } from '../../lib/diagnostics/diagnostic';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import { Program } from '../../lib/plan/program';
import { identityOf, type Resource } from '../../lib/plan/resource';
import { defineTenant } from '../../lib/platform/tenant-ref';
import { supervisorFiles } from '../../lib/policy/supervisor';
import { openShell } from '../../lib/releases/openshell';
import { LateOutput } from '../fixtures/late-output';

// biome-ignore lint/suspicious/noExplicitAny: manifests are looked at freely here.
type Loose = any;

function check(props: AgentSandboxPoolProps, engine: Engine = 'none') {
  return prepare(agentSandboxPool, props, 'team-a/claude', engine);
}

function build(props: AgentSandboxPoolProps, engine?: Engine): readonly Resource[] {
  const { resources, diagnostics } = check(props, engine);
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return resources;
}

function manifest(resources: readonly Resource[], key: string): Loose {
  const found = resources.find((item) => item.key === key);
  if (found === undefined) throw new Error(`no ${key} among ${resources.map((item) => item.key).join(', ')}`);
  return found.manifest;
}

const podOf = (props: AgentSandboxPoolProps): Loose => manifest(build(props), 'template').spec.podTemplate.spec;
const named = (list: Loose[], name: string): Loose => list.find((item) => item.name === name);
const environmentOf = (props: AgentSandboxPoolProps): Record<string, string> =>
  Object.fromEntries(podOf(props).containers[0].env.map(({ name, value }: Loose) => [name, value]));
const rulesOf = (diagnostics: readonly Diagnostic[]) => [...new Set(diagnostics.map(({ rule }) => rule))].sort();

/** The older supervisor, which does not survive a demand for Landlock. */
const OLDER = {
  supervisor: { version: '0.0.46' },
  policy: { ...EXAMPLE_POOL_POLICY, landlock: { compatibility: 'best_effort' } },
};
const published = { ports: [8888], callers: ['sandbox-router'] };

describe('the objects', () => {
  test('have these keys, in this order', () => {
    const guards = ['pod-shape', 'pod-images', 'pod-entry'].flatMap((key) => [key, `${key}-binding`]);
    expect(build(exampleSupervisedPool()).map(({ key }) => key)).toEqual([
      'default-deny',
      ...guards,
      'policy',
      'template',
      'pool',
    ]);
    const all = exampleInferencePool(
      {},
      {
        ...published,
        platform: exampleSupervisedPlatform({ cni: 'cilium' }),
        createNamespace: true,
        observability: { logParser: true, dashboard: {} },
      },
    );
    expect(build(all).map(({ key }) => key)).toEqual([
      'namespace',
      'default-deny',
      'fence',
      ...guards,
      'policy',
      'relay-config',
      'log-parser',
      'dashboard',
      'template',
      'pool',
    ]);
  });

  test('stand before what they guard: the template waits for policies, wall and files, the pool for the template', () => {
    const resources = build(
      exampleSupervisedPool({ ...published, platform: exampleSupervisedPlatform({ cni: 'cilium' }) }),
    );
    const template = resources.find(({ key }) => key === 'template');
    expect(template?.dependsOn).toEqual(
      expect.arrayContaining([
        'default-deny',
        'fence',
        'pod-shape-binding',
        'pod-images-binding',
        'pod-entry-binding',
        'policy',
        'relay-config',
      ]),
    );
    resources.forEach(({ dependsOn }, index) => {
      const before = resources.slice(0, index).map(({ key }) => key);
      expect(dependsOn.filter((key) => !before.includes(key))).toEqual([]);
    });
  });

  test('the namespace is privileged by need, however well the pod is known', () => {
    const { labels } = manifest(build(exampleSupervisedPool({ createNamespace: true })), 'namespace').metadata;
    expect(labels['pod-security.kubernetes.io/enforce']).toBe('privileged');
  });

  test('the same definition gives the same bytes', () => {
    expect(JSON.stringify(build(exampleInferencePool({}, published)))).toBe(
      JSON.stringify(build(exampleInferencePool({}, published))),
    );
  });
});

describe('the pod', () => {
  test('the supervisor, exactly as it was measured', () => {
    const pod = podOf(exampleSupervisedPool({ args: ['--verbose'] }));
    const [sandbox] = pod.containers;
    expect(sandbox.command).toEqual(['/opt/openshell/bin/openshell-sandbox']);
    expect(sandbox.args).toEqual([
      '--policy-rules',
      '/etc/kagent-fleet/policy/policy.rego',
      '--policy-data',
      '/etc/kagent-fleet/policy/policy.yaml',
      '--',
      'claude',
      '--print',
      '--verbose',
    ]);
    expect(sandbox.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: {
        add: ['DAC_OVERRIDE', 'NET_ADMIN', 'SETGID', 'SETUID', 'SYS_ADMIN', 'SYS_PTRACE'],
        drop: ['ALL'],
      },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsGroup: 0,
      runAsNonRoot: false,
      runAsUser: 0,
      seccompProfile: { type: 'Localhost', localhostProfile: 'kagent-fleet/openshell.json' },
    });
    expect(
      sandbox.volumeMounts.filter((mount: Loose) => !mount.readOnly).map((mount: Loose) => mount.mountPath),
    ).toEqual(['/run', '/var/log', '/etc/openshell-tls', '/tmp', '/sandbox']);
    expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
    expect(pod.hostUsers).toBeUndefined();
  });

  test('the program comes from its own image by digest, root’s, and is read-only to whoever runs it', () => {
    const pod = podOf(exampleSupervisedPool(OLDER));
    expect(pod.initContainers[0]).toMatchObject({
      name: 'supervisor-install',
      image: `ghcr.io/nvidia/openshell/supervisor:0.0.46@sha256:${'6'.repeat(64)}`,
      command: ['/openshell-sandbox', 'copy-self', '/opt/openshell/bin/openshell-sandbox'],
      securityContext: { runAsUser: 0, capabilities: { drop: ['ALL'] }, allowPrivilegeEscalation: false },
    });
    expect(named(pod.containers[0].volumeMounts, 'supervisor').readOnly).toBe(true);
  });

  test('the supervisor’s version is the release’s, or the one asked for, whatever the gateway has', () => {
    const image = (changes: Readonly<Record<string, unknown>>) => podOf(exampleSupervisedPool(changes)).initContainers[0].image;
    expect(image({})).toContain('supervisor:0.0.111@');
    expect(image(OLDER)).toContain('supervisor:0.0.46@');
  });

  test('AppArmor’s default profile is taken off wherever nodes have AppArmor', () => {
    const profile = (nodeAppArmor: 'absent' | 'enabled' | 'mutated') =>
      podOf(exampleSupervisedPool({ platform: exampleSupervisedPlatform({ nodeAppArmor }) })).containers[0]
        .securityContext.appArmorProfile;
    expect([profile('absent'), profile('enabled'), profile('mutated')]).toEqual([
      undefined,
      { type: 'Unconfined' },
      { type: 'Unconfined' },
    ]);
  });

  test('a declared image is not probed, a probed one is, by nobody with any right', () => {
    const steps = (imageContract: string) => podOf(exampleSupervisedPool({ imageContract })).initContainers;
    expect(steps('declared').map(({ name }: Loose) => name)).toEqual(['supervisor-install']);
    expect(named(steps('probed'), 'image-contract').securityContext).toMatchObject({
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  test('a claim on storage is the sandbox group’s, and replaces the workspace', () => {
    const work = {
      mountPath: '/sandbox',
      perSandbox: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } } },
    };
    const pod = podOf(exampleSupervisedPool({ volumes: { work } }));
    expect(pod.securityContext).toEqual({
      seccompProfile: { type: 'RuntimeDefault' },
      fsGroup: 1000,
      fsGroupChangePolicy: 'OnRootMismatch',
    });
    expect(named(pod.volumes, 'workspace')).toBeUndefined();
    expect(podOf(exampleSupervisedPool()).securityContext).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
  });

  test('carries who it is, for the decision log', () => {
    const tenant = defineTenant({ platform: exampleSupervisedPlatform(), name: 'red' });
    const props = exampleInferencePool(
      {},
      { harness: 'claude-code', tenant, platform: undefined, namespace: undefined },
    );
    expect(manifest(build(props), 'template').spec.podTemplate.metadata.labels).toMatchObject({
      'kagent-fleet.dev/tenant': 'red',
      'kagent-fleet.dev/pool': 'claude',
      'kagent-fleet.dev/harness': 'claude-code',
    });
    expect(environmentOf(props).OPENSHELL_LOG_LEVEL).toBe('info');
  });

  test('what may be deferred may be, and is checked when it is known', () => {
    const late = (env: readonly object[]) => {
      const image = new LateOutput(() => 'registry.example/agents/claude:1');
      const props = exampleSupervisedPool({ image, env: new LateOutput(() => env), acknowledge: [] });
      return manifest(build(props, 'pulumi'), 'template').spec.podTemplate.spec.containers[0];
    };
    expect(() => late([]).image.get()).toThrow(/KF1101/);
    expect(late([{ name: 'A', value: 'b' }]).env.get()).toEqual([
      { name: 'HOME', value: '/sandbox' },
      { name: 'OPENSHELL_LOG_LEVEL', value: 'info' },
      { name: 'A', value: 'b' },
    ]);
    const secret = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }];
    expect(() => late(secret).env.get()).toThrow(/KF3439/);
  });
});

describe('the policy', () => {
  test('is the supervisor’s two files, in an object that never changes and is named after them', () => {
    const config = manifest(build(exampleSupervisedPool()), 'policy');
    expect(config.data).toEqual(supervisorFiles(EXAMPLE_POOL_POLICY, openShell('0.0.111')));
    expect(config.immutable).toBe(true);
    expect(config.metadata.name).toBe(
      `claude-policy-${config.metadata.annotations['kagent-fleet.dev/sha256'].slice(0, 10)}`,
    );
    expect(named(podOf(exampleSupervisedPool()).volumes, 'policy').configMap.name).toBe(config.metadata.name);
  });

  test('another policy is another object and another template, and the earlier one stays for who is claimed', () => {
    const changed = exampleSupervisedPool({ policy: { ...EXAMPLE_POOL_POLICY, networkPolicies: {} } });
    const [before, after] = [build(exampleSupervisedPool()), build(changed)];
    expect(manifest(after, 'policy').metadata.name).not.toBe(manifest(before, 'policy').metadata.name);
    expect(manifest(after, 'template').spec.podTemplate).not.toEqual(manifest(before, 'template').spec.podTemplate);
    expect(after.find(({ key }) => key === 'policy')?.state).toMatchObject({ retain: true });
  });

  test('demands Landlock where the supervisor survives it', () => {
    const { landlock, ...policy } = EXAMPLE_POOL_POLICY;
    const data = (version: string) =>
      manifest(build(exampleSupervisedPool({ policy, supervisor: { version } })), 'policy').data['policy.yaml'];
    expect(landlock?.compatibility).toBe('hard_requirement');
    expect(data('0.0.111')).toContain('compatibility: hard_requirement');
    expect(data('0.0.46')).toContain('compatibility: best_effort');
  });

  test('is judged by the supervisor’s version, not by the platform’s', () => {
    const { diagnostics } = check(exampleSupervisedPool({ supervisor: { version: '0.0.46' } }));
    expect(rulesOf(diagnostics)).toContain('KF2015');
    expect(rulesOf(check(exampleSupervisedPool()).diagnostics)).not.toContain('KF2015');
  });

  test('is the wall as well: addresses by the template’s NetworkPolicy, names by Cilium', () => {
    const plain = build(exampleSupervisedPool());
    expect(manifest(plain, 'template').spec.networkPolicy.ingress).toEqual([]);
    const ports = manifest(plain, 'template').spec.networkPolicy.egress.flatMap((rule: Loose) => rule.ports);
    expect(ports).toContainEqual({ protocol: 'TCP', port: 443 });
    const cilium = build(exampleSupervisedPool({ platform: exampleSupervisedPlatform({ cni: 'cilium' }) }));
    expect(manifest(cilium, 'template').spec.networkPolicy.egress).toHaveLength(1);
    expect(manifest(cilium, 'fence').spec).toMatchObject({
      endpointSelector: { matchLabels: { 'kagent-fleet.dev/pool': 'claude' } },
      egress: expect.arrayContaining([expect.objectContaining({ toFQDNs: [{ matchName: 'tickets.example.com' }] })]),
    });
  });

  test('without a supervisor it is the wall alone, and the report says what that lacks', () => {
    const props = examplePool({ network: undefined, enforcement: 'network-only', policy: EXAMPLE_POOL_POLICY });
    const { diagnostics, resources } = check(props);
    const lacks = diagnostics.find(({ rule }) => rule === 'KF3430');
    expect(diagnostics.some(isBlocking)).toBe(false);
    expect(lacks?.severity).toBe('warning');
    expect(lacks?.problem).toContain('tickets.example.com:443');
    expect(resources.map(({ key }) => key)).toEqual(['default-deny', 'template', 'pool']);
    expect(manifest(resources, 'template').spec.networkPolicy.egress).not.toEqual([]);
  });
});

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

describe('no way around', () => {
  const policies = (key: string) => manifest(build(exampleSupervisedPool()), key).spec;

  test('nobody enters the pods of the namespace', () => {
    expect(policies('pod-entry').matchConstraints.resourceRules).toEqual([
      {
        apiGroups: [''],
        apiVersions: ['v1'],
        operations: ['CONNECT', 'UPDATE'],
        resources: ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'pods/ephemeralcontainers'],
        scope: 'Namespaced',
      },
    ]);
    expect(policies('pod-entry').validations.map(({ expression }: Loose) => expression)).toEqual(['false']);
    expect(policies('pod-entry-binding').matchResources.namespaceSelector.matchExpressions[0].values).toEqual([
      'team-a',
    ]);
  });

  test('claimers get no right to enter either', () => {
    const { rules } = manifest(
      build(exampleSupervisedPool({ claimers: [{ kind: 'Group', name: 'a' }] })),
      'claimer-role',
    );
    expect(JSON.stringify(rules)).not.toContain('pods');
  });

  test('pools of one namespace agree on who enforces', () => {
    const program = new Program();
    const add = (name: string, props: AgentSandboxPoolProps) =>
      build({ ...props, name } as AgentSandboxPoolProps).flatMap((item) => {
        const identity = identityOf(item);
        return identity === undefined ? [] : (program.add(name, identity, item) ?? []);
      });
    expect(add('claude', exampleSupervisedPool())).toEqual([]);
    expect(add('goose', exampleSupervisedPool())).toEqual([]);
    expect(add('plain', examplePool())).toEqual([expect.objectContaining({ over: 'agreement' })]);
    const older = exampleSupervisedPool({
      supervisor: { version: '0.0.46' },
      policy: { ...EXAMPLE_POOL_POLICY, landlock: { compatibility: 'best_effort' } },
    });
    expect(add('older', older)).toEqual([expect.objectContaining({ over: 'agreement' })]);
  });
});

describe('the shape that the rules over pods accept', () => {
  const pod = podOf(exampleInferencePool({}, published));
  const sandbox = pod.containers[0];
  const changed = (container: object, rest: object = {}) => ({
    ...pod,
    containers: [{ ...sandbox, ...container }],
    ...rest,
  });
  const security = (change: object) => ({ securityContext: { ...sandbox.securityContext, ...change } });
  const accepts = (candidate: Loose) => mayAddCapabilities(candidate.containers[0], candidate);

  test('is the one that the pool writes', () => {
    expect(accepts(pod)).toBe(true);
    const mayBeRoot = [...pod.initContainers, ...pod.containers].filter((container: Loose) =>
      mayRunAsRoot(container, pod),
    );
    expect(mayBeRoot.map(({ name }: Loose) => name)).toEqual(['supervisor-install', 'inference-routes', 'sandbox']);
  });

  test.each([
    [
      'one capability more',
      changed(
        security({ capabilities: { add: [...sandbox.securityContext.capabilities.add, 'SYSLOG'], drop: ['ALL'] } }),
      ),
    ],
    ['privileges to gain', changed(security({ allowPrivilegeEscalation: true }))],
    ['privileged', changed(security({ privileged: true }))],
    ['a writable root', changed(security({ readOnlyRootFilesystem: false }))],
    ['no seccomp profile', changed(security({ seccompProfile: { type: 'Unconfined' } }))],
    ['an unmasked /proc', changed(security({ procMount: 'Unmasked' }))],
    ['another program', changed({ command: ['sh'] })],
    ['another policy', changed({ args: ['--policy-rules', '/tmp/all.rego', ...sandbox.args.slice(2)] })],
    ['another name', changed({ name: 'agent' })],
    ['no installer', changed({}, { initContainers: [] })],
    [
      'an installer of another program',
      changed({}, { initContainers: [{ ...pod.initContainers[0], command: ['cp'] }] }),
    ],
    [
      'a supervisor that may be overwritten',
      changed({ volumeMounts: [{ name: 'supervisor', mountPath: '/opt/openshell/bin' }] }),
    ],
    [
      'a supervisor out of a claim',
      changed({}, { volumes: [{ name: 'supervisor', persistentVolumeClaim: { claimName: 'x' } }] }),
    ],
    [
      'an annotation in place of it all',
      { metadata: { annotations: { supervised: 'true' } }, containers: [{ ...sandbox, command: ['sh'] }] },
    ],
  ])('is not one with %s', (_, candidate) => {
    expect(accepts(candidate)).toBe(false);
  });

  test('and a pod of the user’s own with such rights is still refused', () => {
    const own = { ...sandbox, command: ['sh'] };
    const { diagnostics } = check(
      examplePool({ image: undefined, podTemplate: { spec: { containers: [own], volumes: pod.volumes } } }),
    );
    expect(rulesOf(diagnostics)).toEqual(expect.arrayContaining(['KF3002', 'KF3004']));
  });
});

describe('what is refused', () => {
  test.each([
    [
      'a Secret in the environment',
      () => exampleSupervisedPool({ env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }] }),
      'KF3439',
    ],
    [
      'what the supervisor reads itself',
      () => exampleSupervisedPool({ env: [{ name: 'OPENSHELL_SANDBOX_ID', value: 'x' }] }),
      'KF3439',
    ],
    [
      'what root’s programs load',
      () => exampleSupervisedPool({ env: [{ name: 'LD_PRELOAD', value: '/sandbox/x.so' }] }),
      'KF3439',
    ],
    [
      'a probe that no kubelet can make',
      () => exampleSupervisedPool({ readinessProbe: { httpGet: { port: 8888 } } }),
      'KF3448',
    ],
    ['a network beside the policy', () => exampleSupervisedPool({ network: 'isolated' }), 'KF3448'],
    [
      'a network beside the policy, without a supervisor',
      () => examplePool({ enforcement: 'network-only', policy: EXAMPLE_POOL_POLICY }),
      'KF3448',
    ],
    ['an enforcement that there is not', () => exampleSupervisedPool({ enforcement: 'strict' }), 'KF3448'],
    [
      'a volume over the root’s programs',
      () => exampleSupervisedPool({ volumes: { x: { mountPath: '/', ephemeral: { sizeLimit: '1Gi' } } } }),
      'KF3438',
    ],
    [
      'a volume over the policy',
      () =>
        exampleSupervisedPool({
          volumes: { x: { mountPath: '/etc/kagent-fleet/policy', ephemeral: { sizeLimit: '1Gi' } } },
        }),
      'KF3438',
    ],
    [
      'a name of the pod’s own volumes',
      () => exampleSupervisedPool({ volumes: { supervisor: { mountPath: '/data', ephemeral: { sizeLimit: '1Gi' } } } }),
      'KF3438',
    ],
    ['the proxy’s port', () => exampleSupervisedPool({ ports: [3128], callers: ['sandbox-router'] }), 'KF3440'],
    ['a caller that is none', () => exampleSupervisedPool({ ports: [8888], callers: ['everybody'] }), 'KF3441'],
    ['callers of nothing', () => exampleSupervisedPool({ callers: ['sandbox-router'] }), 'KF3441'],
  ])('%s', (_, props, rule) => {
    const { diagnostics, resources } = check(props());
    expect(rulesOf(diagnostics)).toContain(rule);
    expect(resources).toEqual([]);
  });

  test.each([[null], ['openshell'], [7], [[]], [{}]])(
    'props of any shape are answered, not crashed on: %j',
    (value) => {
      for (const prop of [
        'policy',
        'command',
        'ports',
        'callers',
        'inference',
        'supervisor',
        'volumes',
        'harness',
        'env',
      ]) {
        const { diagnostics } = check(exampleSupervisedPool({ [prop]: value }));
        expect(diagnostics.filter(({ problem }) => problem.includes('could not be evaluated'))).toEqual([]);
      }
    },
  );
});

// Lines of the real supervisor 0.0.46, run with a pod of this library.
describe('the decision log', () => {
  test.each([
    [
      '2026-11-23T00:38:31.424Z OCSF NET:OPEN [MED] DENIED /usr/bin/curl(32) -> tickets.example.com:443 [policy:- engine:opa] [reason:/usr/bin/curl is no binary of tickets]',
      {
        time: '2026-11-23T00:38:31.424Z',
        about: 'connection',
        action: 'denied',
        severity: 'MED',
        program: '/usr/bin/curl',
        target: 'tickets.example.com:443',
        policy: '-',
        reason: '/usr/bin/curl is no binary of tickets',
      },
    ],
    [
      '2026-11-23T00:38:31.486Z OCSF NET:OPEN [INFO] ALLOWED inference.local:443',
      {
        time: '2026-11-23T00:38:31.486Z',
        about: 'connection',
        action: 'allowed',
        severity: 'INFO',
        target: 'inference.local:443',
      },
    ],
    [
      '2026-11-23T00:38:31.000Z OCSF HTTP:GET [INFO] ALLOWED curl(88) -> GET https://api.example.com/v1/data [policy:tickets engine:l7]',
      {
        time: '2026-11-23T00:38:31.000Z',
        about: 'request',
        action: 'allowed',
        severity: 'INFO',
        program: 'curl',
        method: 'GET',
        target: 'https://api.example.com/v1/data',
        policy: 'tickets',
      },
    ],
  ])('%s', (line, decision) => {
    expect(readDecision(line)).toEqual(decision);
  });

  test.each([
    ['2026-11-23T00:38:31.299Z OCSF NET:LISTEN [INFO] 10.200.0.1:3128'],
    ['2026-11-23T00:38:31.322Z OCSF PROC:LAUNCH [INFO] sh(23)'],
    ['the agent says: OCSF NET:OPEN [INFO] ALLOWED everything'],
  ])('%s is no decision', (line) => {
    expect(readDecision(line)).toBeUndefined();
  });
});
