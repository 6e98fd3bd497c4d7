import { array, boolean, object, required, type Static, string } from '../schema';
import { embedded } from './embedded';

const gitRepository = object({
  /** Where to clone from, by HTTPS or SSH. */
  url: required(string()),
  /**
   * Branch, tag or commit.
   * @default 'main'
   */
  ref: string({ default: 'main' }),
  /**
   * Folder in the repository that holds the skill, relative. Links below it are followed.
   * @default - the repository itself
   */
  path: string(),
  /**
   * Folder below `/skills`: letters, digits, `.`, `_`, `-`, and no two alike.
   * @default - the last step of `path`, or the name of the repository
   * source: facts/kagent.md §4
   */
  name: string(),
});

export interface SkillRepository extends Static<typeof gitRepository> {}

/** Skills that an init container fetches to `/skills`. At least one of `refs` and `gitRefs` is meant to be given. */
export const agentSkills = object({
  /** OCI images with skills, 1 to 20. */
  refs: array(string(), { minItems: 1, maxItems: 20 }),
  /** Git repositories with skills, 1 to 20. */
  gitRefs: array<SkillRepository>(gitRepository, { minItems: 1, maxItems: 20 }),
  /** Secret of the same namespace for every repository, with the key `token` or `ssh-privatekey`. */
  gitAuthSecretRef: embedded('LocalObjectReference'),
  /** Secrets of type `kubernetes.io/dockerconfigjson` to pull the images with, at most 20. */
  imagePullSecrets: array(embedded('LocalObjectReference'), { maxItems: 20 }),
  /**
   * Accept registries without TLS or with any certificate.
   * @default false
   */
  insecureSkipVerify: boolean(),
  /** The init container `skills-init`. It takes over the security context of the agent's container. */
  initContainer: object({
    /** Environment beside what the controller sets. */
    env: array(embedded('EnvVar')),
    /**
     * Resources of the init container.
     * @default - as for the agent's container
     */
    resources: embedded('ResourceRequirements'),
  }),
});

/** Skills of an agent. source: facts/kagent.md §1, §4 */
export interface AgentSkills extends Static<typeof agentSkills> {}
