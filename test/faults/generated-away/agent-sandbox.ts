import { examplePlatform } from '../../../lib/platform/rules/example-platform';
import type { PolicyDocument } from '../../../lib/policy';
import { ciliumNetworkPolicy } from '../../../lib/policy/layers';
import { openShell } from '../../../lib/releases/openshell';
import { type Answers, EVERYTHING, ofKind, one, PLATFORM, POOL, specOf } from '../built';

const NAMED_HOST: PolicyDocument = {
  version: 1,
  networkPolicies: {
    api: {
      endpoints: [
        { host: 'api.example.com', port: 443, protocol: 'rest', enforcement: 'enforce', access: 'read-only' },
      ],
      binaries: ['/usr/bin/curl'],
    },
  },
};

interface PodSpec {
  readonly containers: readonly {
    readonly securityContext: { readonly readOnlyRootFilesystem?: boolean };
    readonly volumeMounts?: readonly object[];
  }[];
  readonly volumes?: readonly object[];
}

/** Sandboxes, templates, pools and claims; their network; their controller. */
export const AGENT_SANDBOX: Answers = {
  'F-SBX-12': {
    how: '`service` is always written: false unless it was asked for',
    holds: () => expect(specOf(one(POOL, 'SandboxTemplate'))).toMatchObject({ service: false }),
  },
  'F-SBX-13': {
    how: 'an admission policy refuses edits of a running sandbox that would never reach its pod',
    holds: () =>
      expect(JSON.stringify(one(PLATFORM, 'ValidatingAdmissionPolicy', 'sandbox-create-only').manifest)).toContain(
        'object.spec.podTemplate.spec == oldObject.spec.podTemplate.spec',
      ),
  },
  'F-SBX-24': {
    how: 'claims are no objects of a program; template and pool are ordered',
    holds: () => {
      expect(ofKind(EVERYTHING, 'SandboxClaim')).toEqual([]);
      expect(one(POOL, 'SandboxWarmPool').dependsOn).toContain(one(POOL, 'SandboxTemplate').key);
    },
  },
  'F-NET-02': {
    how: 'the DNS rule with its names stands in the same CiliumNetworkPolicy as `toFQDNs`',
    holds: () => {
      const { cluster } = examplePlatform();
      const { egress } = ciliumNetworkPolicy(NAMED_HOST, openShell('0.0.111'), { cluster }).output;
      expect(egress.filter((rule) => 'toFQDNs' in rule)).not.toEqual([]);
      expect(JSON.stringify(egress)).toContain('"rules":{"dns":[{');
    },
  },
  'F-NET-09': {
    how: 'template and default-deny stay in the cluster when the pool leaves the program',
    holds: () => {
      expect(one(POOL, 'SandboxTemplate').state).toMatchObject({ retain: true });
      expect(one(POOL, 'NetworkPolicy', 'default-deny').state).toMatchObject({ retain: true });
    },
  },
  'F-ISO-08': {
    how: 'the controller has a read-only root with an emptyDir on /tmp',
    holds: () => {
      const { template } = specOf(one(PLATFORM, 'Deployment')) as { template: { spec: PodSpec } };
      const [container] = template.spec.containers;
      expect(container?.securityContext.readOnlyRootFilesystem).toBe(true);
      expect(container?.volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
      expect(template.spec.volumes).toContainEqual(
        expect.objectContaining({ name: 'tmp', emptyDir: expect.anything() }),
      );
    },
  },
  'F-TEN-05': {
    how: 'the controller, whose informers are cluster-wide, reads by a ClusterRole',
    holds: () => {
      const { rules } = one(PLATFORM, 'ClusterRole', 'agent-sandbox-cluster-role').manifest as unknown as {
        rules: readonly object[];
      };
      for (const resources of [['sandboxes'], ['persistentvolumeclaims', 'pods', 'services']]) {
        expect(rules).toContainEqual(
          expect.objectContaining({ resources, verbs: expect.arrayContaining(['get', 'list', 'watch']) }),
        );
      }
      expect(one(PLATFORM, 'ClusterRoleBinding', 'agent-sandbox-cluster-role-binding').manifest.roleRef).toMatchObject({
        kind: 'ClusterRole',
      });
    },
  },
};
