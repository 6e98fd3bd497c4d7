import { resolveImageLeaf } from '../../images/resolve';
import { constant } from '../../plan/constant';
import type { Leaf } from '../../plan/leaf';
import type { Resource } from '../../plan/resource';
import { findRelease } from '../../releases';
import { given, listWith } from '../kagent-resource/fields';
import { kagentMember } from '../kagent-resource/member';
import { namespaceOf, platformOf } from '../kagent-resource/place';
import { containerSecurity, podSecurity, sidecars, TMP_MOUNT, tmpVolume } from '../kagent-resource/pod';
import { SERVICE_ACCOUNT, serviceAccountMembers, serviceAccountName } from '../kagent-resource/service-account';
import type { McpServerProps, RunServer } from './props';

export const DEFAULT_PORT = 3000;

const SUFFIX = 'mcp';
/** The adapter's image names no user of its own that could be relied on. */
const ADAPTER_USER = 65532;

const DEFAULT_RESOURCES = constant({
  requests: { cpu: '100m', memory: '128Mi' },
  limits: { cpu: '1', memory: '512Mi' },
});
const ADAPTER_RESOURCES = constant({
  requests: { cpu: '50m', memory: '32Mi' },
  limits: { cpu: '500m', memory: '128Mi' },
});

/** A server that kmcp runs, and the ServiceAccount of its pods. */
export function runMembers(props: McpServerProps, run: RunServer): Resource[] {
  const accounts = serviceAccountMembers(props, run.serviceAccount, SUFFIX);
  return [...accounts, serverMember(props, run, accounts.length > 0)];
}

function serverMember(props: McpServerProps, run: RunServer, ownsAccount: boolean): Resource {
  const { port = DEFAULT_PORT, transport, discovery = true } = run;
  return kagentMember(props, {
    key: 'mcp-server',
    phase: 'workload',
    apiVersion: 'kagent.dev/v1alpha1',
    kind: 'MCPServer',
    name: props.name,
    component: 'mcp-server',
    ...(!discovery && { labels: { 'kagent.dev/discovery': 'disabled' } }),
    dependsOn: ownsAccount ? [SERVICE_ACCOUNT] : [],
    readiness: [{ condition: 'Ready' }],
    // What kmcp makes under the same name, and adopts when it is there already. source: facts/kagent.md §2; fault F-KAG-24
    occupies: ['Deployment.apps', 'Service', 'ConfigMap', 'ServiceAccount'].map(
      (kind) => `${kind} ${namespaceOf(props)}/${props.name}`,
    ),
    body: {
      spec: {
        deployment: deploymentField(props, run, port),
        transportType: transport,
        // The Service leads to `deployment.port`, whatever the target port says: they are always the same here.
        // source: kmcp v0.3.0 transportadapter_translator.go
        ...(transport === 'http' ? { httpTransport: { targetPort: port, path: '/mcp' } } : { stdioTransport: {} }),
        timeout: run.timeout ?? '30s',
      },
    },
  });
}

function deploymentField(props: McpServerProps, run: RunServer, port: number) {
  const platform = platformOf(props);
  const { cmd, args, env, secretRefs, configMapRefs, labels, annotations, security = {} } = run;
  const readOnly = security.readOnlyRootFilesystem ?? true;
  const volumes = listWith(readOnly ? tmpVolume(security) : undefined, run.volumes);
  const volumeMounts = listWith(readOnly ? TMP_MOUNT : undefined, run.volumeMounts);
  return {
    image: resolveImageLeaf(run.image, platform.images).reference,
    imagePullPolicy: run.imagePullPolicy ?? 'IfNotPresent',
    port,
    replicas: run.replicas ?? 1,
    resources: run.resources ?? DEFAULT_RESOURCES,
    securityContext: containerSecurity(readOnly),
    podSecurityContext: podSecurity(security),
    serviceAccountName: serviceAccountName(props, run.serviceAccount, SUFFIX),
    ...(run.transport === 'stdio' && { initContainer: adapterField(props, run) }),
    ...(run.sidecars !== undefined && { sidecars: sidecars(run.sidecars, platform) }),
    ...given({ cmd, args, env, secretRefs, configMapRefs, labels, annotations, volumes, volumeMounts }),
    ...given({
      imagePullSecrets: run.imagePullSecrets,
      tolerations: run.tolerations,
      affinity: run.affinity,
      nodeSelector: run.nodeSelector,
    }),
  };
}

/** kmcp has the adapter's image by tag; here it is by digest and from the mirror. source: facts/kagent.md §2 */
function adapterField(props: McpServerProps, { adapter = {}, security, imagePullPolicy }: RunServer) {
  return {
    image: resolveImageLeaf(adapterImageOf(props), platformOf(props).images).reference,
    imagePullPolicy: imagePullPolicy ?? 'IfNotPresent',
    resources: adapter.resources ?? ADAPTER_RESOURCES,
    securityContext: containerSecurity(true, security?.runAsUser ?? ADAPTER_USER),
  };
}

/** The adapter's image as it is asked for. */
export function adapterImageOf(props: McpServerProps): Leaf<string> {
  const release = findRelease(platformOf(props).release);
  return props.run?.adapter?.image ?? release?.kmcp.images.transportAdapter ?? '';
}
