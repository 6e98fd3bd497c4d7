import { examplePool } from '../../lib/components/agent-sandbox-pool/example';
import {
  EXAMPLE_POOL_POLICY,
  exampleInferencePool,
  exampleSupervisedPlatform,
  exampleSupervisedPool,
} from '../../lib/components/agent-sandbox-pool/supervised/example';
import { isBlocking } from '../../lib/diagnostics/format';
import { defineTenant } from '../../lib/platform/tenant-ref';
import { supervisorFiles } from '../../lib/policy/supervisor';
import { openShell } from '../../lib/releases/openshell';
import { LateOutput } from '../fixtures/late-output';
import {
  build,
  check,
  environmentOf,
  type Loose,
  manifest,
  named,
  OLDER,
  podOf,
  published,
  rulesOf,
} from './supervised-pool';

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
    expect(labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'privileged',
      'istio-injection': 'disabled',
      'istio.io/dataplane-mode': 'none',
    });
  });

  test('the same definition gives the same bytes', () => {
    expect(JSON.stringify(build(exampleInferencePool({}, published)))).toBe(
      JSON.stringify(build(exampleInferencePool({}, published))),
    );
  });
});

describe('the pod', () => {
  test('the supervisor, exactly as it was measured', () => {
    const pod = podOf(exampleSupervisedPool({ ...OLDER, args: ['--verbose'] }));
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
    const image = (changes: Readonly<Record<string, unknown>>) =>
      podOf(exampleSupervisedPool(changes)).initContainers[0].image;
    expect(image({})).toContain('supervisor:0.0.111@');
    expect(image(OLDER)).toContain('supervisor:0.0.46@');
  });

  test('a newer supervisor has one right more: it empties the command’s bounding set or starts nothing', () => {
    expect(podOf(exampleSupervisedPool()).containers[0].securityContext.capabilities.add).toEqual([
      'DAC_OVERRIDE',
      'NET_ADMIN',
      'SETGID',
      'SETPCAP',
      'SETUID',
      'SYS_ADMIN',
      'SYS_PTRACE',
    ]);
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
