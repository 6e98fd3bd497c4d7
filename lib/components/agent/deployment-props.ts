import type { Affinity, Container, EnvVar, Toleration, Volume, VolumeMount } from '../../api';
import type { Deep, Leaf } from '../../plan/leaf';
import type { LocalName, PodSecurity, ServiceAccountChoice } from '../kagent-resource/props';
import type { ContainerResources } from './container-resources';

/** The container of an agent that brings its own image. source: facts/kagent.md §1, §4 BYO */
export interface ByoContainer {
  /** Its image; the platform's lock and mirrors apply. One whose user is a name needs `deployment.security.runAsUser`. KF1101, KF1102. */
  readonly image: Leaf<string>;
  /** The program. @default - the image's */
  readonly cmd?: Leaf<string>;
  /** Its arguments. @default - none */
  readonly args?: readonly Leaf<string>[];
  /** Folder that it starts in. @default - the image's */
  readonly workingDir?: Leaf<string>;
}

/** The pods of an agent. source: facts/kagent.md §1 "Shared deployment block" */
export interface AgentDeployment {
  /** Number of pods; left out, an autoscaler may own it. KF5516. @default - 1 */
  readonly replicas?: number;
  /** Registry of a declarative agent's image. KF5515. @default - the control plane's */
  readonly imageRegistry?: Leaf<string>;
  /** When the image is pulled. @default - as the control plane says */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Secrets to pull images with. @default - the control plane's */
  readonly imagePullSecrets?: readonly LocalName[];
  /** Resources of the agent. @default - requests 100m and 384Mi, limits 2 and 1Gi */
  readonly resources?: ContainerResources;
  /** Environment of the agent; of Secrets only by reference. KF5405, KF5507. @default - none */
  readonly env?: Deep<readonly EnvVar[]>;
  /** More volumes. KF5508. @default - none */
  readonly volumes?: Deep<readonly Volume[]>;
  /** Where they are mounted. KF5508. @default - nowhere */
  readonly volumeMounts?: Deep<readonly VolumeMount[]>;
  /** More labels on the pods. KF5508. @default - none */
  readonly labels?: { readonly [key: string]: Leaf<string> };
  /** More annotations on the pods. KF5508. @default - none */
  readonly annotations?: { readonly [key: string]: Leaf<string> };
  /** Taints to bear. @default - none */
  readonly tolerations?: Deep<readonly Toleration[]>;
  /** Further scheduling rules. @default - none */
  readonly affinity?: Deep<Affinity>;
  /** Labels of the nodes to run on. @default - any */
  readonly nodeSelector?: { readonly [label: string]: Leaf<string> };
  /** As whom the pods run. STS token exchange needs `automountToken`. KF5508. @default - a ServiceAccount `<name>-agent` without a token */
  readonly serviceAccount?: ServiceAccountChoice;
  /** More containers. Their images are resolved and their contexts restricted. KF1101, KF5407, KF5508. @default - none */
  readonly extraContainers?: Deep<readonly Container[]>;
  /** The fence around the pods; the rest of `restricted` is always written. KF5407, KF5514. @default - the image's user; see each */
  readonly security?: PodSecurity;
}
