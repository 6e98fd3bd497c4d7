import type { EnvVar } from '../../api';
import type { Deep, Leaf } from '../../plan/leaf';
import type { LocalName } from '../kagent-resource/props';
import type { ContainerResources } from './container-resources';

/**
 * Where skills come from; at least one. The fence of the control plane has to let the pods out to there: its `egress`.
 * source: facts/kagent.md §1, §4 Skills
 */
export interface SkillSources {
  /** OCI images, at most 20; the platform's lock and mirrors apply. KF1101, KF1102. @default - none */
  readonly refs?: readonly Leaf<string>[];
  /** Git repositories, at most 20. @default - none */
  readonly gitRefs?: readonly SkillRepositoryProp[];
  /** Secret for every repository, with the key `token` or `ssh-privatekey`. It makes the root of the pod's containers writable. @default - none */
  readonly gitAuthSecretRef?: LocalName;
  /** Secrets of type `kubernetes.io/dockerconfigjson` for `refs`. They make the root of the pod's containers writable. @default - none */
  readonly imagePullSecrets?: readonly LocalName[];
  /** Accept registries without TLS or with any certificate. KF5406. @default false */
  readonly insecureSkipVerify?: boolean;
  /** The init container that fetches them. @default - no environment, resources as upstream's default for agents */
  readonly initContainer?: { readonly env?: Deep<readonly EnvVar[]>; readonly resources?: ContainerResources };
}

/** A repository with a skill. */
export interface SkillRepositoryProp {
  /** Where to clone from, by HTTPS or SSH. */
  readonly url: Leaf<string>;
  /** Branch or tag. A commit is refused: 0.9.12 cannot check one out. @default main */
  readonly ref?: Leaf<string>;
  /** Folder in the repository that holds the skill, relative. @default - the repository itself */
  readonly path?: Leaf<string>;
  /** Folder below `/skills`. @default - the last step of `path`, or the name of the repository */
  readonly name?: Leaf<string>;
}
