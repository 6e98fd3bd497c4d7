import { harnessStateOf, nemoClawHarness } from '../../../lib/components/nemoclaw-harness';
import { EXAMPLE_POLICY, exampleHarness } from '../../../lib/components/nemoclaw-harness/example';
import type { PolicyDocument } from '../../../lib/policy';
import {
  type Answers,
  built,
  CONTROL_PLANE_WITH_GATEWAY,
  GATEWAY,
  GATEWAY_0_0_111,
  HARNESS,
  ofKind,
  one,
  POOL,
  specOf,
  TENANT,
} from '../built';

const SLACK = {
  ops: {
    slack: {
      botToken: { name: 'ops', key: 'bot' },
      appToken: { name: 'ops', key: 'app' },
      allowlistChannels: ['C0123456789'],
    },
  },
};

interface StoredPolicy {
  readonly filesystem?: { readonly includeWorkdir?: boolean };
  readonly landlock?: object;
  readonly process?: object;
}

/** The row that `sync` writes for a harness. */
function storedPolicy(changes: Readonly<Record<string, unknown>> = {}): StoredPolicy {
  const rows = harnessStateOf(exampleHarness(changes)).flatMap((row) =>
    row.kind === 'Policy' ? [row.policy as StoredPolicy] : [],
  );
  expect(rows).toHaveLength(1);
  return rows[0] ?? {};
}

const OTHER_CONFINEMENT: PolicyDocument = {
  ...EXAMPLE_POLICY,
  filesystem: { includeWorkdir: true, readOnly: ['/usr', '/opt/tools'], readWrite: ['/sandbox', '/tmp'] },
  landlock: { compatibility: 'best_effort' },
  process: { runAsUser: 'somebody', runAsGroup: 'somebody' },
};

const OTHER_HOST: PolicyDocument = {
  ...EXAMPLE_POLICY,
  networkPolicies: { ...EXAMPLE_POLICY.networkPolicies, more: { ...EXAMPLE_POLICY.networkPolicies?.tickets } },
};

/** Harnesses and what is in the gateway's database for them. */
export const HARNESSES: Answers = {
  'F-POL-26': {
    how: 'what a live sandbox cannot change is stored as kagent created it, whatever the policy says; an edit of the network part touches no object',
    holds: () => {
      const frozen = ({ landlock, process, filesystem }: StoredPolicy) => ({
        landlock,
        process,
        includeWorkdir: filesystem?.includeWorkdir,
      });
      expect(frozen(storedPolicy({ policy: OTHER_CONFINEMENT }))).toEqual(frozen(storedPolicy()));
      const objects = built(nemoClawHarness, exampleHarness({ policy: OTHER_HOST })).map(({ manifest }) => manifest);
      expect(objects).toEqual(HARNESS.map(({ manifest }) => manifest));
      expect(storedPolicy({ policy: OTHER_HOST })).not.toEqual(storedPolicy());
    },
  },
  'F-KAG-15': {
    how: 'what upstream reads once is create-only for engines, an admission policy refuses its edit, and a hash stands for Secrets, model and gateway',
    holds: () => {
      const harness = one(HARNESS, 'AgentHarness');
      const guard = JSON.stringify(one(HARNESS, 'ValidatingAdmissionPolicy').manifest);
      for (const field of ['image', 'env', 'network', 'channels', 'modelConfigRef']) {
        expect(harness.createOnly).toContainEqual(['spec', field]);
        expect(guard).toContain(`object.spec.${field}`);
      }
      const inputs = 'kagent-fleet.dev/harness-inputs';
      expect(harness.createOnly).toContainEqual(['metadata', 'annotations', inputs]);
      expect(guard).toContain(inputs);
      const rotated = built(nemoClawHarness, exampleHarness({ secretsRevision: '2' }));
      expect(one(rotated, 'AgentHarness').manifest.metadata.annotations?.[inputs]).not.toBe(
        harness.manifest.metadata.annotations?.[inputs],
      );
    },
  },
  'F-NEM-02': {
    how: 'no Service is made in a sandbox namespace, and pods that the library writes get no variables of Services',
    holds: () => {
      const sandboxNamespace = 'team-a-harnesses';
      for (const resources of [GATEWAY, GATEWAY_0_0_111, CONTROL_PLANE_WITH_GATEWAY, HARNESS, TENANT]) {
        expect(
          ofKind(resources, 'Service').filter(({ manifest }) => manifest.metadata.namespace === sandboxNamespace),
        ).toEqual([]);
      }
      expect(ofKind(TENANT, 'Namespace').map(({ manifest }) => manifest.metadata.name)).toContain(sandboxNamespace);
      expect(specOf(one(POOL, 'SandboxTemplate'))).toMatchObject({
        podTemplate: { spec: { enableServiceLinks: false } },
      });
    },
  },
  'F-NEM-07': {
    how: 'kagent’s bootstrap starts the harness inside the sandbox, not an entry point; `sync` checks that it answers',
    holds: () => {
      const harness = specOf(one(HARNESS, 'AgentHarness'));
      expect(harness).toMatchObject({ runtime: 'openshell', modelConfigRef: expect.any(String) });
      expect(one(HARNESS, 'AgentHarness').readiness).toContainEqual({ condition: 'BootstrapReady' });
      const checks = harnessStateOf(exampleHarness()).flatMap((row) => (row.kind === 'Check' ? [row.command] : []));
      expect(checks).toEqual([expect.arrayContaining(['http://127.0.0.1:18800/health'])]);
    },
  },
  'F-SCR-07': {
    how: 'the harness is annotated with the provider records that it will leave, for `sync` to remove',
    holds: () => {
      const annotated = (channels?: object) =>
        one(built(nemoClawHarness, exampleHarness({ channels })), 'AgentHarness').manifest.metadata.annotations?.[
          'kagent-fleet.dev/gateway-providers'
        ];
      expect(annotated()).toBeUndefined();
      expect(String(annotated(SLACK)).split(',').sort()).toEqual([
        'team-a-kagent-coder-slack-OPS',
        'team-a-kagent-coder-slack-app-OPS',
      ]);
    },
  },
};
