import type { LabelSelector } from '../../api';
import type { Deep, Leaf } from '../../plan/leaf';
import type { ControlPlaneRef } from '../../platform/control-plane-ref';
import type { ComponentProps } from '../definition';

/** What every component has that is a custom resource of a kagent control plane. */
export interface KagentResourceProps extends ComponentProps {
  /** The control plane that reconciles it. */
  readonly controlPlane: ControlPlaneRef;
  /**
   * Namespace of the object and of every Secret and ConfigMap that it names. The control plane has to watch it. KF5402.
   *
   * @default - the control plane's own
   */
  readonly namespace?: string;
  /** Name of the object. KF5401. */
  readonly name: string;
}

/** One key of a Secret or ConfigMap of the object's namespace; the names may be known only later. KF5403. */
export interface KeyReference {
  readonly name: Leaf<string>;
  readonly key: Leaf<string>;
}

/** An object of the same namespace by its name. */
export interface LocalName {
  readonly name: Leaf<string>;
}

/**
 * Namespaces whose agents may use the object as a tool. KF5404.
 * source: facts/kagent.md §1 AllowedNamespaces
 */
export type AllowedNamespacesProp = 'Same' | 'All' | { readonly selector: Deep<LabelSelector> };

/** How a server's certificate is checked. KF5406. source: facts/kagent.md §1 TLSConfig */
export interface ServerTls {
  /** Certificates to trust, as PEM in a Secret. New content rolls the agents. @default - those of the image */
  readonly ca?: KeyReference;
  /** Trust `ca` alone. @default false */
  readonly disableSystemCAs?: boolean;
  /** Accept any certificate. @default false */
  readonly disableVerify?: boolean;
}

/** What can be said about the fence around a pod; the rest of Pod Security `restricted` is always written. KF5407. */
export interface PodSecurity {
  /** User to run as, above 0. @default - see the component */
  readonly runAsUser?: Leaf<number>;
  /** Group to run as. @default - as `runAsUser` */
  readonly runAsGroup?: Leaf<number>;
  /** Group that owns mounted volumes. @default - as `runAsUser` */
  readonly fsGroup?: Leaf<number>;
  /** Seccomp profile of all containers. @default - RuntimeDefault */
  readonly seccompProfile?: SeccompChoice;
  /** Whether the image's files cannot be changed; `/tmp` is an emptyDir then. @default - true, see the component */
  readonly readOnlyRootFilesystem?: boolean;
  /** Size of the emptyDir on `/tmp`. @default 1Gi */
  readonly tmpSizeLimit?: Leaf<string>;
}

/** A profile of the container runtime, or a file on the nodes such as a SeccompProfile component puts there. */
export type SeccompChoice =
  | { readonly type: 'RuntimeDefault' }
  | { readonly type: 'Localhost'; readonly localhostProfile: Leaf<string> };

/** The ServiceAccount of a pod that upstream's controller makes. */
export type ServiceAccountChoice =
  | {
      /** One that exists. */
      readonly name: string;
      readonly annotations?: never;
      readonly labels?: never;
      readonly automountToken?: never;
    }
  | {
      readonly name?: never;
      /** Annotations of the one made here, e.g. for a cloud's workload identity. @default - none */
      readonly annotations?: { readonly [key: string]: Leaf<string> };
      /** Labels of the one made here. @default - none */
      readonly labels?: { readonly [key: string]: Leaf<string> };
      /** Whether pods get a token for the API server. @default false */
      readonly automountToken?: boolean;
    };
