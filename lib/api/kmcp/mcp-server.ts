import { keyedConditions } from '../common';
import type { KindDefinition } from '../kind';
import { type KubernetesTypes, kubernetes, type ObjectMeta } from '../kubernetes';
import { array, boolean, int32, int64, map, object, required, type Schema, type Static, string } from '../schema';

/** A Kubernetes type in the form that kmcp 0.3.0 embeds: it is built with Kubernetes 1.32's. */
function embedded<N extends keyof KubernetesTypes>(name: N): Schema<KubernetesTypes[N]> {
  return kubernetes(name, { asOf: '1.32' });
}

const pullPolicy = () => string({ enum: ['Always', 'Never', 'IfNotPresent'] });

const initContainer = object({
  /**
   * Image with the transport adapter.
   * @default - agentgateway, of the version that the controller names
   */
  image: string(),
  /** When the image is pulled. */
  imagePullPolicy: pullPolicy(),
  /** Resources of the container. */
  resources: embedded('ResourceRequirements'),
  /**
   * Security context of the container.
   * @default - that of the server's container
   */
  securityContext: embedded('SecurityContext'),
});

/** The init container that brings the adapter for `stdio`. source: facts/kagent.md §1, §2 */
export interface MCPServerInitContainer extends Static<typeof initContainer> {}

const serviceAccount = object({
  /** Labels of the ServiceAccount. */
  labels: map(string()),
  /** Annotations of the ServiceAccount, e.g. for a cloud's workload identity. */
  annotations: map(string()),
});

export interface MCPServerServiceAccount extends Static<typeof serviceAccount> {}

const deployment = object(
  {
    /**
     * Image of the server. It may be absent only for the commands `npx` and `uvx`.
     * @default - an image with node or uv
     * source: facts/kagent.md §2
     */
    image: string(),
    /** When the image is pulled. */
    imagePullPolicy: pullPolicy(),
    /**
     * Port that the server, or for `stdio` its adapter, listens on, 1 to 65535. The schema has no limits, but the
     * controller reads it as 16 bits without a sign.
     * @default 3000
     */
    port: int32({ default: 3000 }),
    /** The program. */
    cmd: string(),
    /** Arguments of the program. */
    args: array(string()),
    /** Environment as literals; secrets go by `secretRefs`. */
    env: map(string()),
    /** Secrets of the same namespace whose keys become environment variables. source: facts/kagent.md §2 */
    secretRefs: array(embedded('LocalObjectReference')),
    /** ConfigMaps of the same namespace, mounted at `/configmaps/<name>`. source: facts/kagent.md §2 */
    configMapRefs: array(embedded('LocalObjectReference')),
    /** Volumes beside those that the controller adds. */
    volumes: array(embedded('Volume')),
    /** Mounts of the server's container. */
    volumeMounts: array(embedded('VolumeMount')),
    /** The init container that brings the adapter for `stdio`. */
    initContainer: initContainer as Schema<MCPServerInitContainer>,
    /** Labels and annotations of the ServiceAccount that the controller makes. Not together with `serviceAccountName`. */
    serviceAccount: serviceAccount as Schema<MCPServerServiceAccount>,
    /**
     * A ServiceAccount that exists already.
     * @default - the controller makes one of the server's name
     */
    serviceAccountName: string(),
    /** Further containers of the pods. */
    sidecars: array(embedded('Container')),
    /** Labels of the pods beside the controller's own. */
    labels: map(string()),
    /** Annotations of the pods beside the controller's own. */
    annotations: map(string()),
    /** Resources of the server's container. */
    resources: embedded('ResourceRequirements'),
    /**
     * Security context of the server's container.
     * @default - none, which a namespace that enforces `restricted` refuses
     * source: facts/kagent.md §2
     */
    securityContext: embedded('SecurityContext'),
    /**
     * Security context of the pods.
     * @default - none, which a namespace that enforces `restricted` refuses
     */
    podSecurityContext: embedded('PodSecurityContext'),
    /** Taints that the pods tolerate. */
    tolerations: array(embedded('Toleration')),
    /** Where the pods prefer or refuse to run. */
    affinity: embedded('Affinity'),
    /** Labels of the nodes that the pods may run on. */
    nodeSelector: map(string()),
    /**
     * Pods of the server.
     * @default 1
     */
    replicas: int32({ default: 1 }),
    /** Secrets of the same namespace to pull the images with. */
    imagePullSecrets: array(embedded('LocalObjectReference')),
  },
  {
    rules: [
      {
        rule: '!(has(self.serviceAccount) && has(self.serviceAccountName))',
        message: 'serviceAccount and serviceAccountName are mutually exclusive',
        check: (self) => self.serviceAccount === undefined || self.serviceAccountName === undefined,
      },
    ],
  },
);

export interface MCPServerDeployment extends Static<typeof deployment> {}

const spec = object({
  /** What runs. */
  deployment: required(deployment as Schema<MCPServerDeployment>),
  /**
   * How the program speaks MCP: over its standard streams, with an adapter in front, or over HTTP by itself. The schema
   * does not require it, the controller does.
   * source: facts/faults.md F-KAG-19
   */
  transportType: string({ enum: ['stdio', 'http'] }),
  /** Settings for `stdio`: there are none. */
  stdioTransport: object({}),
  /** Settings for `http`. */
  httpTransport: object({
    /**
     * Port that the server listens on. The schema does not require it, the controller does.
     * source: facts/faults.md F-KAG-19
     */
    targetPort: int32(),
    /** Path of the server. kagent's agents call `/mcp` whatever stands here. source: facts/faults.md F-KAG-20 */
    path: string(),
    /** Read by nobody: traffic stays plain HTTP. source: facts/faults.md F-KAG-21 */
    tls: object({
      /** Name of a Secret of the same namespace. */
      secretRef: string(),
      /** @default false */
      insecureSkipVerify: boolean({ default: false }),
    }),
  }),
  /**
   * How long a client may take to connect, as a Go duration. For `stdio` it includes the start of a process.
   * @default '30s'
   */
  timeout: string({ default: '30s' }),
});

const status = object({
  /** `Accepted`, `ResolvedRefs`, `Programmed`, `Ready`. source: facts/kagent.md §1 */
  conditions: keyedConditions({ maxItems: 8 }),
  /** `metadata.generation` that the status speaks about. */
  observedGeneration: int64(),
});

export interface MCPServerSpec extends Static<typeof spec> {}
export interface MCPServerStatus extends Static<typeof status> {}

/** An MCP server that kmcp runs as a Deployment of its name. source: facts/kagent.md §1, §2 */
export interface MCPServer {
  readonly apiVersion: 'kagent.dev/v1alpha1';
  readonly kind: 'MCPServer';
  readonly metadata: ObjectMeta;
  readonly spec: MCPServerSpec;
  readonly status?: MCPServerStatus;
}

export const mcpServerKind: KindDefinition = {
  group: 'kagent.dev',
  kind: 'MCPServer',
  plural: 'mcpservers',
  singular: 'mcpserver',
  shortNames: [],
  categories: ['kagent'],
  scope: 'Namespaced',
  versions: [
    {
      name: 'v1alpha1',
      served: true,
      storage: true,
      schema: object({ spec, status }),
      subresources: { status: true },
      columns: [
        { name: 'Ready', type: 'string', jsonPath: ".status.conditions[?(@.type=='Ready')].status" },
        { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      ],
    },
  ],
};
