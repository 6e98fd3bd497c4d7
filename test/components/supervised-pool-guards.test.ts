import { mayAddCapabilities, mayRunAsRoot } from '../../lib/api/rules/pod/supervised-pod';
import type { AgentSandboxPoolProps } from '../../lib/components/agent-sandbox-pool';
import { examplePool } from '../../lib/components/agent-sandbox-pool/example';
import {
  EXAMPLE_POOL_POLICY,
  exampleInferencePool,
  exampleSupervisedPool,
} from '../../lib/components/agent-sandbox-pool/supervised/example';
import { Program } from '../../lib/plan/program';
import { identityOf } from '../../lib/plan/resource';
import { build, check, type Loose, manifest, podOf, published, rulesOf } from './supervised-pool';

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
