import { type Resource, resource } from '../../plan/resource';
import type { TenantNamespaces } from '../../platform/tenant-ref';
import { standardLabels } from '../labels';
import { OUTSIDE_MESHES, type PodSecurityLevel, podSecurityLabels } from '../namespace';
import type { TenantProps } from './props';
import { tenantRefOf } from './ref';

/** Label with the tenant's name on its namespaces. */
export const TENANT_LABEL = 'kagent-fleet.dev/tenant';

interface Purpose {
  readonly key: string;
  readonly level: PodSecurityLevel;
  /** What goes with the namespace. */
  readonly what: string;
  readonly besides?: typeof OUTSIDE_MESHES;
}

/** A namespace a purpose, split by trust. source: DESIGN §9; facts/openshell.md §3.7; fault F-TEN-09 */
function purposesOf({ pools = 'restricted' }: TenantProps): { readonly [P in keyof TenantNamespaces]: Purpose } {
  return {
    sandboxes: { key: 'sandboxes', level: pools, what: 'every pool, sandbox and volume in it' },
    controlPlane: { key: 'control-plane', level: 'restricted', what: 'every agent, harness, session and key in it' },
    gateway: {
      key: 'gateway',
      level: 'restricted',
      what: 'the gateway’s database and every key that its sandboxes know',
    },
    gatewaySandboxes: {
      key: 'gateway-sandboxes',
      level: 'privileged',
      what: 'every sandbox of the gateway with its workspace',
      besides: OUTSIDE_MESHES,
    },
  };
}

/** The namespaces, each with the default-deny that holds whatever else is in it. */
export function namespaceMembers(props: TenantProps): Resource[] {
  const { platform, name, namespaces } = tenantRefOf(props);
  const purposes = purposesOf(props);
  return (Object.keys(purposes) as (keyof TenantNamespaces)[]).flatMap((purpose) => {
    const { key, level, what, besides } = purposes[purpose];
    const namespace = namespaces[purpose];
    const labels = { ...standardLabels('tenant', key), [TENANT_LABEL]: name };
    return [
      resource({
        key: `${key}-namespace`,
        scope: 'Cluster',
        phase: 'namespace',
        teardown: 100,
        // With finalizers of harnesses left in it, a deleted namespace never ends. source: fault F-LIF-01
        state: { what, retain: true, protect: false },
        // A pool that needs more says so as well, and the two are then refused together.
        agreesOn: [{ on: `Pod Security of namespace ${namespace}`, value: level }],
        manifest: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: {
            name: namespace,
            labels: { ...labels, ...podSecurityLabels(level, platform.cluster), ...besides?.labels },
            ...(besides && { annotations: besides.annotations }),
          },
        },
      }),
      resource({
        key: `${key}-default-deny`,
        scope: 'Namespaced',
        phase: 'guard',
        teardown: 90,
        dependsOn: [`${key}-namespace`],
        state: { what: 'the fence of whatever outlives its owner', retain: true, protect: false },
        manifest: {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'tenant-default-deny', namespace, labels },
          spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
        },
      }),
    ];
  });
}
