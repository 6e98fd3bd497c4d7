// The whole chain for one team: agent-sandbox once per cluster, the team's namespaces, OpenShell's gateway over mutual
// TLS, kagent beside it, and one NemoClaw harness that may read GitHub's API and ask one model, and nothing else.
import {
  controlPlaneRefOf,
  definePlatform,
  gatewayRefOf,
  type KagentControlPlaneProps,
  type NemoClawHarnessProps,
  type OpenShellGatewayProps,
  OpenShellPolicy,
  presets,
  releases,
  type TenantProps,
  tenantRefOf,
} from 'kagent-fleet';

const trial = (rule: string, at: string) => ({ rule, at, reason: 'a trial on one machine' });

/** Once per cluster. */
export const platform = definePlatform({
  release: releases.KAGENT_0_9,
  cluster: {
    kubernetes: '1.34',
    cni: 'calico',
    apiServerCidrs: ['192.0.2.10/32'],
    serviceCidr: '10.96.0.0/16',
    podCidr: '10.244.0.0/16',
    nodeAppArmor: 'absent',
  },
  acknowledge: [
    {
      rule: 'KF1101',
      reason: 'an example cannot know a digest that nobody has looked up; `kagent-fleet lock-images` does',
    },
  ],
});

/** The team's namespaces: `team-a`, `team-a-kagent`, `team-a-openshell` and `team-a-harnesses`. */
export const tenant: TenantProps = { platform, name: 'team-a' };

/** Its gateway: certificates from upstream's certgen as a Job, one model for all its sandboxes. */
export const gateway: OpenShellGatewayProps = {
  tenant: tenantRefOf(tenant),
  // An image with `sh` and `kubectl`: it carries the client certificate into the namespaces that need it.
  tls: { job: { image: 'registry.example/tools/kubectl:1.34' } },
  inference: { provider: 'OpenAI', model: 'gpt-4.1-mini', apiKey: { name: 'openai', key: 'apiKey' } },
};

/** Its kagent, with a database for trials; the UI is reached by `kubectl port-forward`. */
export const kagent: KagentControlPlaneProps = {
  tenant: tenantRefOf(tenant),
  gateway: gatewayRefOf(gateway),
  database: { embedded: { password: { name: 'kagent-db', key: 'password' } } },
  frontDoor: { unsecure: { from: [{ namespace: 'ingress' }] } },
  acknowledge: [trial('KF5010', 'kagent'), trial('KF5020', 'kagent')],
};

const policy = OpenShellPolicy.compose(presets.github({ access: 'read-only' }));

/** One harness; `kagent-fleet sync` gives it the policy, of which kagent itself knows host names only. */
export const coder: NemoClawHarnessProps = {
  controlPlane: controlPlaneRefOf(kagent),
  name: 'coder',
  backend: 'nemoclaw',
  policy,
  sync: true,
};
