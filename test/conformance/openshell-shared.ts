import type { Reviewed } from './compare';

const GATEWAY = 'StatefulSet openshell';
const POD = 'spec/template/spec';
const JOB = 'Job openshell-certgen';
const CONFIG = 'ConfigMap openshell-config';
const TOML = 'data/gateway.toml/openshell';

/** Our names of what both charts have. */
export const SHARED_TWINS = {
  'ClusterRole openshell-node-reader': 'ClusterRole openshell:openshell:openshell',
  'ClusterRoleBinding openshell-node-reader': 'ClusterRoleBinding openshell:openshell:openshell',
  'NetworkPolicy openshell-sandbox-ssh': 'NetworkPolicy openshell-sandboxes',
  'Role openshell-sandbox': 'Role openshell',
  'RoleBinding openshell-sandbox': 'RoleBinding openshell',
  'Service openshell': ['Service openshell', 'Service openshell-metrics'],
} as const;

/** Differences that both charts have, for a gateway whose container upstream calls `container`. */
export function sharedDifferences(container: string): readonly Reviewed[] {
  const own = `${POD}/containers/${container}`;
  return [
    ['*', 'metadata/labels/helm.sh/chart', 'renamed', 'Helm’s labels; ours name the component and who manages it'],
    [
      '*',
      'metadata/labels/app.kubernetes.io/*',
      'renamed',
      'Helm’s labels; ours name the component and who manages it',
    ],
    [GATEWAY, 'spec/template/metadata/labels/**', 'renamed', 'the selector’s two labels are the same'],
    [JOB, 'spec/template/metadata/labels/**', 'renamed', 'the Service must not select the Job’s pod'],
    [
      GATEWAY,
      'spec/template/metadata/annotations/checksum/gateway-config',
      'renamed',
      'kagent-fleet.dev/config-checksum',
    ],
    [GATEWAY, `${own}/image`, 'hardened', 'with its digest'],
    [GATEWAY, `${own}/*/timeoutSeconds`, 'other default', 'one second fails on a busy node'],
    [GATEWAY, `${own}/*/periodSeconds`, 'other default', 'asked less often once it runs'],
    [GATEWAY, `${own}/*/initialDelaySeconds`, 'not needed', 'the startup probe holds the others back'],

    [JOB, `${POD}/containers/certgen/image`, 'hardened', 'with its digest'],
    [JOB, `${POD}/containers/certgen/env/POD_NAMESPACE/**`, 'moved', 'into --namespace'],
    [JOB, `${POD}/restartPolicy`, 'other default', 'every try leaves a pod whose log can be read'],
    [JOB, 'spec/backoffLimit', 'other default', 'its rights may come later than the Job'],
    [JOB, 'spec/activeDeadlineSeconds', 'other default', 'it also carries certificates to callers'],
    [JOB, 'spec/ttlSecondsAfterFinished', 'other default', 'its log stays for a day'],
    ['Role openshell-certgen', 'rules/get secrets', 'hardened', 'get is bound to the names of its Secrets'],

    [
      'NetworkPolicy openshell-sandbox-ssh',
      'metadata/namespace',
      'hardened',
      'sandboxes have a namespace of their own',
    ],
    [
      'NetworkPolicy openshell-sandbox-ssh',
      'spec/**',
      'hardened',
      'nothing gets in: sessions come through the supervisor’s own connection (facts/openshell.md §2.6)',
    ],
    ['ClusterRole openshell-node-reader', 'rules/get nodes', 'hardened', 'the driver lists them, and only for GPUs'],
    ['ClusterRole openshell-node-reader', 'rules/watch nodes', 'hardened', 'the driver lists them, and only for GPUs'],
    [
      'ClusterRoleBinding openshell-node-reader',
      'roleRef/name',
      'renamed',
      'with namespace and gateway, which are many in a cluster',
    ],
    [
      'Role openshell-sandbox',
      'rules/update sandboxes**',
      'hardened',
      'the driver never calls it (facts/verified.md §11)',
    ],
    ['RoleBinding openshell-sandbox', 'roleRef/name', 'renamed', 'as the gateway'],

    [CONFIG, `${TOML}.gateway.sandbox_namespace`, 'hardened', 'sandboxes have a namespace of their own'],
    [CONFIG, `${TOML}.gateway.default_image`, 'hardened', 'a floating tag; sandboxes name their image (F-GW-14)'],
    [CONFIG, `${TOML}.gateway.enable_loopback_service_http`, 'hardened', 'plain HTTP beside TLS'],
    ['Service openshell', 'spec/ports/8080/appProtocol', 'not needed', 'a mesh would take TLS for plain HTTP/2'],
  ];
}
