import type { Rule } from '../../../../diagnostics/rule';
import { exampleSideBySide } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/** The sidecar topology runs where no service mesh adds a container. */
export const OUTSIDE_A_MESH: Rule<OpenShellGatewayProps> = {
  id: 'KF4038',
  name: 'sidecar-outside-meshes',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'In the sidecar topology the traffic of the proxy’s user id is let through unseen, and that id is root: a container that a service mesh injects goes around the policy. Whether the namespace is kept out of meshes cannot be seen when somebody else makes it.',
  fix: 'have the namespaces made by a Tenant or with `createNamespaces`, or label the namespace `istio-injection: disabled` and `istio.io/dataplane-mode: none`, annotate it `linkerd.io/inject: disabled`, and acknowledge this',
  faults: ['F-ISO-06'],
  sources: ['facts/openshell.md §3.3, §10.10'],
  check({ sandboxes, createNamespaces, tenant }, report) {
    if (sandboxes?.topology !== 'sidecar' || createNamespaces === true || tenant !== undefined) return;
    report({
      path: ['sandboxes', 'topology'],
      problem: 'the sandbox namespace is made elsewhere, and a mesh may inject into it',
      got: 'sidecar',
      allowed: 'combined, or a namespace that no mesh injects into',
    });
  },
  examples: {
    failing: exampleSideBySide({ createNamespaces: false, sandboxes: { topology: 'sidecar' } }),
    mended: exampleSideBySide({ createNamespaces: true, sandboxes: { topology: 'sidecar' } }),
  },
};
