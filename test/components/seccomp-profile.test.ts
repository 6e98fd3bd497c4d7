import { prepare } from '../../lib/components/prepare';
import {
  localhostProfileOf,
  podSecurityOf,
  type SeccompProfileProps,
  seccompProfile,
} from '../../lib/components/seccomp-profile';
import { SECCOMP_PROFILE_RULES, seccompProfileRules } from '../../lib/components/seccomp-profile/rules';
import { exampleAttached, exampleProfile } from '../../lib/components/seccomp-profile/rules/example-profile';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import { formatPath } from '../../lib/plan/path';
import type { Resource } from '../../lib/plan/resource';
import { releases } from '../../lib/releases';
import { builtInProfile, profileJson } from '../../lib/seccomp';
import { LateOutput } from '../fixtures/late-output';

const IMAGE = `registry.k8s.io/e2e-test-images/busybox:1.36.1-1@sha256:${'0'.repeat(64)}`;
const BY_DAEMON_SET = { by: 'daemon-set', image: IMAGE } as const;

function resources(props: SeccompProfileProps): readonly Resource[] {
  const { resources: built, diagnostics } = prepare(seccompProfile, props, 'team-a/x', 'none');
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return built;
}

function found(props: SeccompProfileProps): string[] {
  const { diagnostics } = prepare(seccompProfile, props, 'team-a/x', 'none');
  return diagnostics.map(({ rule, path }) => `${rule} ${formatPath(path)}`);
}

// biome-ignore lint/suspicious/noExplicitAny: the test reads whatever the manifests have.
function manifests(props: SeccompProfileProps): Record<string, any> {
  return Object.fromEntries(resources(props).map(({ key, manifest }) => [key, manifest]));
}

describe('rules', () => {
  it.each(seccompProfileRules.map((rule) => [rule.id, rule] as const))(
    '%s: its example fails, the mended twin passes',
    (id, rule) => {
      const failing = prepare(seccompProfile, rule.examples.failing, 'team-a/x', 'none').diagnostics;
      expect(failing.filter((diagnostic) => diagnostic.rule === id)).not.toEqual([]);
      expect(failing.filter(isBlocking).length > 0).toBe(rule.severity === 'error');
      const mended = prepare(seccompProfile, rule.examples.mended, 'team-a/x', 'none').diagnostics;
      expect(mended.filter((diagnostic) => isBlocking(diagnostic) || diagnostic.rule === id)).toEqual([]);
    },
  );

  it('have ids and names of their own', () => {
    expect(new Set(SECCOMP_PROFILE_RULES.map(({ id }) => id)).size).toBe(SECCOMP_PROFILE_RULES.length);
    expect(new Set(SECCOMP_PROFILE_RULES.map(({ name }) => name)).size).toBe(SECCOMP_PROFILE_RULES.length);
  });

  it.each<[string, SeccompProfileProps, string[]]>([
    [
      'a call that the supervisor needs, added to the library’s',
      exampleProfile({ deny: ['memfd_create', 'setns'] }),
      ['KF3501 deny[1]', 'KF3501 deny[1]'],
    ],
    ['EPERM for clone3', exampleProfile({ deny: ['clone3'] }), ['KF3503 deny[0]']],
    ['Landlock', exampleProfile({ deny: ['landlock_add_rule'] }), ['KF3502 deny[0]']],
    [
      'changes beside an own profile',
      exampleProfile({ profile: builtInProfile('openshell-combined'), allow: ['bpf'] }),
      ['KF3506 allow'],
    ],
    ['letting through what is not denied', exampleProfile({ allow: ['mount'] }), ['KF3506 allow[0]']],
    [
      'a listener that is not there',
      exampleProfile({ profile: { ...builtInProfile('openshell-combined'), defaultAction: 'SCMP_ACT_NOTIFY' } }),
      ['KF3504 profile.defaultAction'],
    ],
    [
      'two conditions on one argument',
      exampleProfile({
        profile: {
          ...builtInProfile('openshell-combined'),
          syscalls: [
            {
              names: ['prctl'],
              action: 'SCMP_ACT_ERRNO',
              args: [
                { index: 0, op: 'SCMP_CMP_GT', value: 90 },
                { index: 0, op: 'SCMP_CMP_LT', value: 95 },
              ],
            },
          ],
        },
      }),
      ['KF3504 profile.syscalls[0].args'],
    ],
    [
      'a default errno that the operator drops',
      exampleProfile({ profile: { ...builtInProfile('openshell-combined'), defaultErrnoRet: 38 } }),
      ['KF3504 profile.defaultErrnoRet'],
    ],
    [
      'an upward path',
      exampleProfile({ delivery: { by: 'existing', localhostProfile: 'profiles/../../x.json' } }),
      ['KF3509 delivery.localhostProfile', 'KF3512 profile'],
    ],
    [
      'another folder of the node',
      exampleProfile({ delivery: { ...BY_DAEMON_SET, kubeletFolder: '/etc' } }),
      ['KF3509 delivery.kubeletFolder'],
    ],
    [
      'a name too long for the DaemonSet’s namespace',
      exampleProfile({ name: 'x'.repeat(43), delivery: BY_DAEMON_SET }),
      ['KF3508 name'],
    ],
    [
      'attaching to the DaemonSet’s own namespace',
      exampleProfile({
        delivery: { ...BY_DAEMON_SET, namespace: 'node-agents' },
        attach: { namespaces: ['node-agents'] },
      }),
      ['KF3517 attach.namespaces[0]'],
    ],
    ['mutating in 1.33', exampleAttached('1.33', { mode: 'mutate', betaServed: true }), ['KF3513 attach.mode']],
    [
      'only reporting where AppArmor stops the supervisor',
      exampleAttached('1.33', {}, 'enabled'),
      ['KF3514 attach', 'KF3515 attach.mode'],
    ],
    [
      'a misspelt delivery',
      exampleProfile({ delivery: { by: 'daemonset', image: IMAGE } as unknown as SeccompProfileProps['delivery'] }),
      ['KF3519 delivery.by'],
    ],
    [
      'a misspelt field of the delivery',
      exampleProfile({ delivery: { ...BY_DAEMON_SET, kubletFolder: '/x' } as SeccompProfileProps['delivery'] }),
      ['KF3519 delivery.kubletFolder'],
    ],
    [
      'a deferred namespace',
      exampleProfile({
        delivery: {
          ...BY_DAEMON_SET,
          namespace: new LateOutput(() => 'x'),
        } as unknown as SeccompProfileProps['delivery'],
      }),
      ['KF3508 delivery.namespace', 'KF3519 delivery.namespace'],
    ],
  ])('refuse %s', (_, props, expected) => {
    expect(found(props)).toEqual(expected);
  });

  it('ask no more than a deferred image can answer', () => {
    const image = new LateOutput(() => 'registry.k8s.io/e2e-test-images/busybox:latest');
    const { resources: built, diagnostics } = prepare(
      seccompProfile,
      exampleProfile({ delivery: { by: 'daemon-set', image } }),
      'x',
      'pulumi',
    );
    expect(diagnostics).toEqual([]);
    const installer = built.find(({ key }) => key === 'installer')?.manifest as unknown as {
      spec: { template: { spec: { containers: [{ image: LateOutput<string> }] } } };
    };
    expect(() => installer.spec.template.spec.containers[0].image.get()).toThrow(/KF1101/);
  });
});

describe('delivery', () => {
  it.each<[string, SeccompProfileProps['delivery'], string]>([
    ['by the operator', { by: 'security-profiles-operator' }, 'operator/openshell.json'],
    ['by a DaemonSet', BY_DAEMON_SET, 'kagent-fleet/openshell.json'],
    ['already there', { by: 'existing', localhostProfile: 'profiles/x.json' }, 'profiles/x.json'],
  ])('%s has its path', (_, delivery, path) => {
    expect(localhostProfileOf({ delivery, name: 'openshell' })).toBe(path);
  });

  it('does not repeat the ending, as the operator does not', () => {
    expect(localhostProfileOf({ delivery: { by: 'security-profiles-operator' }, name: 'a.json' })).toBe(
      'operator/a.json',
    );
  });

  it('by the operator is one cluster-scoped object that is ready when it is on all nodes', () => {
    const [profile, ...others] = resources(exampleProfile());
    expect(others).toEqual([]);
    expect(profile).toMatchObject({
      key: 'profile',
      scope: 'Cluster',
      readiness: [{ jsonPath: '{.status.status}', value: 'Installed' }],
      manifest: {
        apiVersion: 'security-profiles-operator.x-k8s.io/v1',
        kind: 'SeccompProfile',
        metadata: { name: 'openshell' },
        spec: { state: 'Enabled', ...builtInProfile('openshell-combined') },
      },
    });
    expect(profile?.manifest.metadata).not.toHaveProperty('namespace');
  });

  it('already there makes nothing', () => {
    expect(resources(exampleProfile({ delivery: { by: 'existing', localhostProfile: 'x.json' } }))).toEqual([]);
  });

  it('by a DaemonSet makes these objects', () => {
    expect(resources(exampleProfile({ delivery: BY_DAEMON_SET })).map(({ key }) => key)).toEqual([
      'namespace',
      'service-account',
      'network-policy',
      'priority-quota',
      'profile',
      'installer',
    ]);
    const elsewhere = {
      ...BY_DAEMON_SET,
      namespace: 'node-agents',
      createNamespace: false,
      priorityClassName: 'nodes',
    };
    expect(resources(exampleProfile({ delivery: elsewhere })).map(({ key }) => key)).toEqual([
      'service-account',
      'network-policy',
      'profile',
      'installer',
    ]);
  });

  it('by a DaemonSet has the least rights that write one file', () => {
    const { namespace, installer, profile, ...rest } = manifests(exampleProfile({ delivery: BY_DAEMON_SET }));
    expect(namespace.metadata).toMatchObject({
      name: 'kagent-fleet-seccomp-openshell',
      labels: {
        'pod-security.kubernetes.io/enforce': 'privileged',
        'pod-security.kubernetes.io/enforce-version': 'v1.36',
      },
    });
    expect(rest['service-account'].automountServiceAccountToken).toBe(false);
    expect(rest['network-policy'].spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(profile.data['profile.json']).toBe(profileJson(builtInProfile('openshell-combined')));
    const pod = installer.spec.template.spec;
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsUser: 0, runAsNonRoot: false, seccompProfile: { type: 'RuntimeDefault' } },
      tolerations: [{ operator: 'Exists' }],
    });
    expect(pod.volumes.map((volume: object) => Object.keys(volume)[1])).toEqual(['configMap', 'hostPath']);
    expect(pod.volumes[1].hostPath).toEqual({
      path: '/var/lib/kubelet/seccomp/kagent-fleet',
      type: 'DirectoryOrCreate',
    });
    expect(pod.containers[0]).toMatchObject({
      image: IMAGE,
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        privileged: false,
        readOnlyRootFilesystem: true,
      },
      volumeMounts: [
        { name: 'profile', mountPath: '/profile', readOnly: true },
        { name: 'seccomp', mountPath: '/seccomp' },
      ],
    });
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) expect(pod).not.toHaveProperty(field);
    expect(installer.spec.updateStrategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  });

  it('rolls the DaemonSet when the profile changes, and not otherwise', () => {
    const checksum = (props: Partial<SeccompProfileProps>) =>
      manifests(exampleProfile({ delivery: BY_DAEMON_SET, ...props })).installer.spec.template.metadata.annotations;
    expect(checksum({})).toEqual(checksum({}));
    expect(checksum({ deny: ['memfd_create'] })).not.toEqual(checksum({}));
  });

  it('goes after what puts it on pods: the policy is taken down first', () => {
    const byKey = Object.fromEntries(
      resources(exampleProfile({ delivery: BY_DAEMON_SET, attach: { namespaces: ['a'] } })).map(({ key, teardown }) => [
        key,
        teardown,
      ]),
    );
    expect(byKey['admission-policy']).toBeLessThan(byKey.installer ?? 0);
    expect(byKey.installer).toBeLessThan(byKey.namespace ?? 0);
  });
});

describe('attachment', () => {
  it('is a part of a security context for pods of one’s own', () => {
    expect(podSecurityOf(exampleProfile())).toEqual({
      seccompProfile: { type: 'Localhost', localhostProfile: 'operator/openshell.json' },
    });
    expect(podSecurityOf(exampleAttached('1.36', {}, 'enabled'))).toEqual({
      seccompProfile: { type: 'Localhost', localhostProfile: 'operator/openshell.json' },
      appArmorProfile: { type: 'Unconfined' },
    });
  });

  it.each<[string, string, Partial<SeccompProfileProps['attach']>, string, string]>([
    ['v1 from 1.36', '1.36', {}, 'admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy'],
    [
      'v1beta1 in 1.35 when it is served',
      '1.35',
      { betaServed: true },
      'admissionregistration.k8s.io/v1beta1',
      'MutatingAdmissionPolicy',
    ],
    [
      'v1 in 1.36, whatever is said of the beta',
      '1.36',
      { betaServed: true },
      'admissionregistration.k8s.io/v1',
      'MutatingAdmissionPolicy',
    ],
    ['a report in 1.34 by itself', '1.34', {}, 'admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'],
    ['a report in 1.31', '1.31', {}, 'admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'],
    [
      'a report when one is wanted',
      '1.36',
      { mode: 'report' },
      'admissionregistration.k8s.io/v1',
      'ValidatingAdmissionPolicy',
    ],
  ])('by admission is %s', (_, kubernetes, attach, apiVersion, kind) => {
    const built = manifests(exampleAttached(kubernetes, attach));
    expect(Object.keys(built)).toEqual(['admission-policy', 'admission-policy-binding', 'profile']);
    expect(built['admission-policy']).toMatchObject({
      apiVersion,
      kind,
      metadata: { name: 'kagent-fleet-seccomp-openshell' },
    });
    expect(built['admission-policy-binding']).toMatchObject({ apiVersion, kind: `${kind}Binding` });
    expect(built['admission-policy-binding'].spec.validationActions).toEqual(
      kind.startsWith('V') ? ['Warn', 'Audit'] : undefined,
    );
    expect(built['admission-policy-binding'].spec.matchResources.namespaceSelector.matchExpressions).toEqual([
      { key: 'kubernetes.io/metadata.name', operator: 'In', values: ['team-a-sandboxes'] },
    ]);
  });

  it.each<[string, Parameters<typeof exampleAttached>, boolean]>([
    ['without AppArmor on the nodes', ['1.36', {}, 'absent'], false],
    ['with it and an OpenShell that cannot ask', ['1.36', {}, 'enabled'], true],
    ['when asked', ['1.36', { appArmor: 'Unconfined' }, 'absent'], true],
    ['when somebody else does it and we are told to keep off', ['1.36', { appArmor: 'keep' }, 'mutated'], false],
  ])('sets AppArmor %s', (_, parameters, expected) => {
    const { expression } = manifests(exampleAttached(...parameters))['admission-policy'].spec.mutations[0]
      .applyConfiguration;
    expect(expression.includes("appArmorProfile{type: 'Unconfined'}")).toBe(expected);
  });

  it('leaves AppArmor to an OpenShell that asks for it itself', () => {
    const props = exampleAttached('1.36', {}, 'enabled');
    const platform = { ...props.platform, release: releases.SIDE_BY_SIDE.name };
    expect(podSecurityOf({ ...props, platform })).not.toHaveProperty('appArmorProfile');
  });

  it('takes the agent’s container alone in the sidecar topology', () => {
    const props = exampleAttached('1.36');
    const platform = { ...props.platform, release: releases.SIDE_BY_SIDE.name };
    const { expression } = manifests({ ...props, platform, use: 'openshell-sidecar' })['admission-policy'].spec
      .mutations[0].applyConfiguration;
    expect(expression).toContain("c.name in ['agent']");
    expect(expression).not.toContain('Object.spec.securityContext{');
  });
});
