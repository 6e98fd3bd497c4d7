import type { ReviewedChart } from './compare';
import { SHARED_TWINS, sharedDifferences } from './openshell-shared';

const CONFIG = 'ConfigMap openshell-config';
const GATEWAY = 'StatefulSet openshell';
const JOB = 'Job openshell-certgen';
const CONTAINER = 'spec/template/spec/containers/openshell-gateway';
const SANS = 'spec/template/spec/containers/certgen/args/--server-san=';
const DRIVER = 'data/gateway.toml/openshell.drivers.kubernetes';

/** What kagent-fleet makes of the chart of OpenShell 0.0.111, in the release SIDE_BY_SIDE. */
export const OPENSHELL_0_0_111: ReviewedChart = {
  rendering: 'e5b248947b83a06d',
  twins: SHARED_TWINS,
  absent: {
    'Secret openshell-credential-storage-key-encryption-key': [
      'by reference',
      'the Job makes it, so that no key is in a manifest',
    ],
  },
  parts: { 'spec/containers/certgen': 'spec/initContainers/certgen' },
  differences: [
    ...sharedDifferences('openshell-gateway'),
    [
      GATEWAY,
      `${CONTAINER}/env/OPENSHELL_TELEMETRY_ENABLED/value`,
      'hardened',
      'nothing is reported unless `telemetry` says so',
    ],
    [
      GATEWAY,
      `${CONTAINER}/mounts//etc/openshell-jwt/secret/defaultMode`,
      'other default',
      '0440: the pod’s group reads it, since fsGroup adds that bit anyway',
    ],
    [JOB, `${SANS}openshell.localhost`, 'not needed', 'a name of the workstation'],
    [JOB, `${SANS}*.openshell.localhost`, 'not needed', 'a name of the workstation'],
    [JOB, `${SANS}host.docker.internal`, 'not needed', 'a name of the workstation'],
    [JOB, `${SANS}host.containers.internal`, 'not needed', 'a name of the workstation'],
    ['ClusterRole openshell-node-reader', 'rules/get namespaces', 'moved', 'into the Role of the sandbox namespace'],
    ['Role openshell-sandbox', 'metadata/namespace', 'hardened', 'sandboxes have a namespace of their own'],
    ['RoleBinding openshell-sandbox', 'metadata/namespace', 'hardened', 'sandboxes have a namespace of their own'],
    ['ServiceAccount openshell-sandbox', 'metadata/namespace', 'hardened', 'sandboxes have a namespace of their own'],
    [
      CONFIG,
      'data/gateway.toml/openshell.gateway.gateway_jwt.gateway_id',
      'other default',
      'with the namespace: gateways are many in a cluster',
    ],
    [CONFIG, `${DRIVER}.gateway_id`, 'other default', 'with the namespace: gateways are many in a cluster'],
    [CONFIG, `${DRIVER}.sa_token_ttl_secs`, 'not needed', 'the binary’s default'],
    [CONFIG, `${DRIVER}.app_armor_profile`, 'moved', 'follows cluster.nodeAppArmor, here absent'],
    [CONFIG, `${DRIVER}.managed_ssh_ingress.*`, 'moved', 'the fence of the sandbox namespace is ours'],
    [CONFIG, `${DRIVER}.sidecar.*`, 'not needed', 'read in the sidecar topology only'],
  ],
};
