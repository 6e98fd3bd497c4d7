import { openShellGateway } from '../../../lib/components/openshell-gateway';
import { exampleGateway, exampleGatewayPlatform } from '../../../lib/components/openshell-gateway/example';
import { prepare } from '../../../lib/components/prepare';
import { isBlocking } from '../../../lib/diagnostics/format';
import type { Resource } from '../../../lib/plan/resource';
import { type Answers, built, GATEWAY, GATEWAY_0_0_111, ofKind, one, specOf } from '../built';

function toml(resources: readonly Resource[]): string {
  const { data } = one(resources, 'ConfigMap', 'config').manifest as unknown as { data: { 'gateway.toml': string } };
  return data['gateway.toml'];
}

function podAnnotations(resources: readonly Resource[]): Readonly<Record<string, string>> {
  const { template } = specOf(one(resources, 'StatefulSet')) as {
    template: { metadata: { annotations: Record<string, string> } };
  };
  return template.metadata.annotations;
}

/** The OpenShell gateway and the namespace of its sandboxes. */
export const GATEWAYS: Answers = {
  'F-GW-03': {
    how: 'there is one switch, `tls.clients`; the client CA is in gateway.toml exactly where its file is mounted',
    holds: () => {
      const both = (resources: readonly Resource[]) => [
        toml(resources).includes('client_ca_path'),
        JSON.stringify(one(resources, 'StatefulSet').manifest).includes('tls-client-ca'),
      ];
      expect(both(GATEWAY)).toEqual([true, true]);
      const serverOnly = built(
        openShellGateway,
        exampleGateway({
          tls: { certManager: {}, clients: 'server' },
          auth: { oidc: { issuer: 'https://login.example.com/realms/team-a', audience: 'openshell' } },
          acknowledge: ['KF4011', 'KF4023'].map((rule) => ({ rule, reason: 'asserted here' })),
        }),
      );
      expect(both(serverOnly)).toEqual([false, false]);
    },
  },
  'F-GW-08': {
    how: 'the PodDisruptionBudget says `maxUnavailable: 1`',
    holds: () => {
      for (const gateway of [GATEWAY, GATEWAY_0_0_111]) {
        const budget = specOf(one(gateway, 'PodDisruptionBudget'));
        expect(budget).toMatchObject({ maxUnavailable: 1 });
        expect(budget).not.toHaveProperty('minAvailable');
      }
    },
  },
  'F-GW-09': {
    how: 'every pod of the sandbox namespace is denied by default, whatever its labels; upstream’s policy is not made',
    holds: () => {
      for (const gateway of [GATEWAY, GATEWAY_0_0_111]) {
        expect(specOf(one(gateway, 'NetworkPolicy', 'sandboxes-default-deny'))).toEqual({
          podSelector: {},
          policyTypes: ['Ingress', 'Egress'],
        });
        expect(JSON.stringify(ofKind(gateway, 'NetworkPolicy'))).not.toContain('openshell.ai/');
      }
    },
  },
  'F-GW-10': {
    how: 'the gateway opens a gate once it is ready, and whoever makes sandboxes waits for it',
    holds: () => {
      const workload = one(GATEWAY, 'StatefulSet');
      expect(workload.readiness).not.toEqual([]);
      expect(openShellGateway.opens?.(exampleGateway())).toMatchObject({ phase: workload.phase });
      expect(workload.dependsOn).toEqual(
        expect.arrayContaining([
          'sandboxes-default-deny',
          'sandboxes-network-policy',
          'sandboxes-limit-range',
          'role-binding',
        ]),
      );
    },
  },
  'F-GW-12': {
    how: 'the gateway’s pod is annotated with the version of agent-sandbox, so that a new one rolls it',
    holds: () => {
      expect(podAnnotations(GATEWAY)).toMatchObject({ 'kagent-fleet.dev/agent-sandbox': '0.5.6' });
      const newer = exampleGatewayPlatform({ agentSandbox: { external: { version: '0.5.7', servesV1alpha1: true } } });
      expect(podAnnotations(built(openShellGateway, exampleGateway({ platform: newer })))).toMatchObject({
        'kagent-fleet.dev/agent-sandbox': '0.5.7',
      });
    },
  },
  'F-GW-13': {
    how: 'a gateway cannot be made without a platform, which installs agent-sandbox or says who does',
    holds: () => {
      const { resources, diagnostics } = prepare(
        openShellGateway,
        exampleGateway({ platform: undefined }),
        'team-a/it',
        'none',
      );
      expect(resources).toEqual([]);
      expect(diagnostics.filter(isBlocking)).not.toEqual([]);
      expect(exampleGatewayPlatform().agentSandbox).toMatchObject({ extensions: true });
    },
  },
};
