import { constant } from '../../plan/constant';
import { given, listWith } from '../kagent-resource/fields';
import { platformOf } from '../kagent-resource/place';
import { containerSecurity, podSecurity, sidecars, TMP_MOUNT, tmpVolume } from '../kagent-resource/pod';
import type { PodSecurity } from '../kagent-resource/props';
import { serviceAccountName } from '../kagent-resource/service-account';
import type { AgentProps } from './props';

export const AGENT_SUFFIX = 'agent';

/** Annotation with the revision of the Secrets that the pods read. */
export const SECRETS_REVISION = 'kagent-fleet.dev/secrets-revision';

/** Upstream's own defaults, written out. source: facts/kagent.md §4 */
export const DEFAULT_RESOURCES = constant({
  requests: { cpu: '100m', memory: '384Mi' },
  limits: { cpu: '2', memory: '1Gi' },
});

/** What both types of agent say of their pods. */
export function deploymentField(props: AgentProps) {
  const { deployment = {}, secretsRevision } = props;
  const { replicas, imagePullPolicy, imagePullSecrets, env, labels, annotations } = deployment;
  const { tolerations, affinity, nodeSelector, extraContainers } = deployment;
  const security = securityOf(props);
  const readOnly = isRootReadOnly(props);
  const volumes = listWith(readOnly ? tmpVolume(security) : undefined, deployment.volumes);
  const volumeMounts = listWith(readOnly ? TMP_MOUNT : undefined, deployment.volumeMounts);
  const revised = secretsRevision === undefined ? annotations : { ...annotations, [SECRETS_REVISION]: secretsRevision };
  return {
    resources: deployment.resources ?? DEFAULT_RESOURCES,
    // Without `allowPrivilegeEscalation: false` kagent makes the container privileged for skills. source: fault F-KAG-07
    securityContext: containerSecurity(readOnly, security.runAsUser),
    podSecurityContext: podSecurity(security),
    serviceAccountName: serviceAccountName(props, deployment.serviceAccount, AGENT_SUFFIX),
    ...given({ replicas, imagePullPolicy, imagePullSecrets, env, labels, annotations: revised, volumes, volumeMounts }),
    ...given({ tolerations, affinity, nodeSelector }),
    ...(extraContainers !== undefined && { extraContainers: sidecars(extraContainers, platformOf(props)) }),
  };
}

// Users of upstream's images. That of the Python image is a name, which the kubelet cannot tell from root; and skills-init,
// which has the same security context, looks its user up. source: kagent v0.9.12 python/Dockerfile, go/Dockerfile,
// go/Dockerfile.full, docker/skills-init/Dockerfile, go/core/cmd/skills-init/main.go
const PYTHON_USER = 1001;
const GO_USER = 65532;
const GO_FULL_USER = 1001;

function securityOf(props: AgentProps): PodSecurity {
  const { security = {} } = props.deployment ?? {};
  if (security.runAsUser !== undefined || props.declarative === undefined) return security;
  return { ...security, runAsUser: imageUser(props) };
}

function imageUser({ declarative, skills }: AgentProps): number {
  if (declarative?.runtime !== 'go') return PYTHON_USER;
  return skills !== undefined || declarative.executeCodeBlocks === true ? GO_FULL_USER : GO_USER;
}

/** Whether the root of the containers can stay as the image has it. */
export function isRootReadOnly(props: AgentProps): boolean {
  return props.deployment?.security?.readOnlyRootFilesystem ?? !skillsWriteRoot(props);
}

/**
 * Whether fetching the skills writes outside of `/skills`: a git configuration or an SSH key into the home folder, a
 * registry configuration into `/tmp`. Its container takes over the agent's security context, but no mounts of ours.
 * source: kagent v0.9.12 go/core/internal/skillsinit/{ssh,docker,runner}.go
 */
export function skillsWriteRoot({ skills }: AgentProps): boolean {
  return skills?.gitAuthSecretRef !== undefined || (skills?.imagePullSecrets ?? []).length > 0;
}
