import type { CelRule } from '../node';
import { array, int32, map, object, type Schema, type Static, type StaticFields, string } from '../schema';
import { embedded } from './embedded';

const serviceAccountConfig = object({
  /** Labels of the ServiceAccount. */
  labels: map(string()),
  /** Annotations of the ServiceAccount, e.g. for a cloud's workload identity. source: facts/kagent.md §5 */
  annotations: map(string()),
});

export interface ServiceAccountConfig extends Static<typeof serviceAccountConfig> {}

/** What can be set on the Deployment of an agent of either type. source: facts/kagent.md §1, §4 */
const shared = {
  /**
   * Pods of the agent. Left unset, an autoscaler may own the number.
   * @default - 1, by the Deployment's own default
   */
  replicas: int32(),
  /** Secrets of the agent's namespace to pull its image with. */
  imagePullSecrets: array(embedded('LocalObjectReference')),
  /** Volumes beside those that the controller adds. */
  volumes: array(embedded('Volume')),
  /** Mounts of the agent's container beside those that the controller adds. */
  volumeMounts: array(embedded('VolumeMount')),
  /**
   * Labels of the pods. They win over the controller's own, even over `app` and `kagent`, by which the Deployment finds
   * its pods: leave those two alone.
   */
  labels: map(string()),
  /** Annotations of the pods. */
  annotations: map(string()),
  /**
   * Environment of the agent's container. Variables of the ModelConfig, `KAGENT_*` and the controller's `OTEL_*` are
   * added behind it and win. source: facts/kagent.md §4; facts/faults.md F-KAG-26
   */
  env: array(embedded('EnvVar')),
  /** `Always`, `IfNotPresent` or `Never`. */
  imagePullPolicy: string(),
  /**
   * Resources of the agent's container.
   * @default - requests of 100m and 384Mi, limits of 2 and 1Gi
   */
  resources: embedded('ResourceRequirements'),
  /** Taints that the pods tolerate. */
  tolerations: array(embedded('Toleration')),
  /** Where the pods prefer or refuse to run. */
  affinity: embedded('Affinity'),
  /** Labels of the nodes that the pods may run on. */
  nodeSelector: map(string()),
  /**
   * Security context of the agent's container. Unless it forbids privilege escalation, skills and code execution make
   * the container privileged.
   * @default - none, which a namespace that enforces `restricted` refuses
   * source: facts/kagent.md §4; facts/faults.md F-KAG-07, F-KAG-08
   */
  securityContext: embedded('SecurityContext'),
  /**
   * Security context of the pods.
   * @default - none, which a namespace that enforces `restricted` refuses
   */
  podSecurityContext: embedded('PodSecurityContext'),
  /**
   * A ServiceAccount that exists already.
   * @default - the controller makes one of the agent's name
   */
  serviceAccountName: string(),
  /** Labels and annotations of the ServiceAccount that the controller makes. Not together with `serviceAccountName`. */
  serviceAccountConfig: serviceAccountConfig as Schema<ServiceAccountConfig>,
  /** Further containers of the pods. */
  extraContainers: array(embedded('Container')),
} as const;

const oneServiceAccount: CelRule<StaticFields<typeof shared>> = {
  rule: '!(has(self.serviceAccountName) && has(self.serviceAccountConfig))',
  message: 'serviceAccountName and serviceAccountConfig are mutually exclusive',
  check: ({ serviceAccountName, serviceAccountConfig }) =>
    serviceAccountName === undefined || serviceAccountConfig === undefined,
};

export const declarativeDeployment = object(
  {
    ...shared,
    /**
     * Registry of the agent's image, the controller's own repository and tag behind it.
     * @default - the controller's IMAGE_REGISTRY
     */
    imageRegistry: string(),
  },
  { rules: [oneServiceAccount] },
);

export const byoDeployment = object(
  {
    ...shared,
    /** The image. It listens on port 8080 and serves its agent card. The schema does not require it, the controller does. */
    image: string({ minLength: 1 }),
    /**
     * The program, in place of the image's entry point.
     * @default - the image's
     */
    cmd: string(),
    /** Arguments of the program. */
    args: array(string()),
    /**
     * Folder that the program starts in.
     * @default - the image's
     */
    workingDir: string(),
  },
  { rules: [oneServiceAccount] },
);

/** The Deployment of a declarative agent. source: facts/kagent.md §1 */
export interface DeclarativeDeployment extends Static<typeof declarativeDeployment> {}

/** The Deployment of an agent with an image of its own. source: facts/kagent.md §1 */
export interface ByoDeployment extends Static<typeof byoDeployment> {}
