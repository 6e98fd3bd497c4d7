import type { Container } from '../../api';
import { resolveImageLeaf } from '../../images/resolve';
import { type Deferred, type Leaf, mapLeaf } from '../../plan/leaf';
import type { Path } from '../../plan/path';
import { type Agreement, type KubernetesObject, type Origin, type Resource, resource } from '../../plan/resource';
import type { PlatformRef } from '../../platform/platform-ref';
import { COPIED, containerPod } from './container';
import { runtimeClassOf } from './isolation';
import { labelsOf, podLabelsOf } from './labels';
import { type RenderedNetwork, renderNetwork } from './network';
import { namespaceOf, platformOf } from './place';
import type { AgentSandboxPoolProps, ContainerForm, PodTemplateForm } from './props';
import { fencedNetwork, fenceOf } from './supervised/fence';
import { supervisedPod } from './supervised/pod';
import { isSupervised, supervisorImageOf } from './supervised/policy-of';

/** The controller writes this label on every template. source: facts/agent-sandbox.md §2.8 */
const TEMPLATE_HASH_LABEL = 'agents.x-k8s.io/sandbox-template-ref-hash';

const EXTERNALLY_OWNED: readonly Path[] = [['metadata', 'labels', TEMPLATE_HASH_LABEL]];

/** The SandboxTemplate: what the sandboxes look like and, through its NetworkPolicy, what they reach. */
export function templateMember(props: AgentSandboxPoolProps, dependsOn: readonly string[]): Resource {
  const retain = props.retain ?? true;
  return resource({
    key: 'template',
    scope: 'Namespaced',
    phase: 'config',
    dependsOn,
    manifest: templateObject(props),
    externallyOwned: EXTERNALLY_OWNED,
    // Deleting or replacing it takes the NetworkPolicy away from under live sandboxes. source: facts/agent-sandbox.md §7.8
    state: { what: 'the NetworkPolicy of the live sandboxes of this pool', retain, protect: false },
    teardown: 30,
    origins: originsOf(props),
    agreesOn: agreementsOf(props),
  });
}

/** The namespace of supervised pools lets no other pods in, and lets theirs in only where it is `privileged`. */
function agreementsOf(props: AgentSandboxPoolProps): readonly Agreement[] {
  const namespace = namespaceOf(props);
  const on = `enforcement in the pods of namespace ${namespace}`;
  if (!isSupervised(props)) return [{ on, value: 'network-only' }];
  return [
    { on, value: `openshell by ${supervisorImageOf(props)}` },
    { on: `Pod Security of namespace ${namespace}`, value: 'privileged' },
  ];
}

/** The SandboxTemplate of the props as an object. */
export function templateObject(props: AgentSandboxPoolProps): KubernetesObject {
  const network = networkOf(props);
  const { spec, metadata, volumeClaimTemplates } = workloadOf(props);
  const runtimeClassName = runtimeClassOf(props.isolation);
  return {
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxTemplate',
    metadata: { name: props.name, namespace: namespaceOf(props), labels: labelsOf(props, 'sandbox-template') },
    spec: {
      podTemplate: {
        metadata,
        spec: {
          automountServiceAccountToken: false,
          // Otherwise every Service of the namespace is named in the sandbox's environment.
          enableServiceLinks: false,
          ...network.dns,
          ...(runtimeClassName !== undefined && { runtimeClassName }),
          ...spec,
        },
      },
      ...(volumeClaimTemplates !== undefined && { volumeClaimTemplates }),
      service: props.service ?? false,
      networkPolicyManagement: 'Managed',
      networkPolicy: network.policy,
      envVarsInjectionPolicy: props.envVarsInjectionPolicy ?? 'Disallowed',
      volumeClaimTemplatesPolicy: props.volumeClaimTemplatesPolicy ?? 'Disallowed',
    },
  };
}

/** The network that is said, or the one that the policy amounts to; closed while neither can be read. */
function networkOf(props: AgentSandboxPoolProps): RenderedNetwork {
  const fence = fenceOf(props);
  return fence === undefined
    ? renderNetwork(props.network ?? 'isolated', platformOf(props).cluster)
    : fencedNetwork(props, fence);
}

function workloadOf(props: AgentSandboxPoolProps) {
  if (props.podTemplate === undefined) {
    const { spec, volumeClaimTemplates } = isSupervised(props)
      ? supervisedPod(props)
      : containerPod(props as AgentSandboxPoolProps & ContainerForm);
    return {
      spec,
      metadata: { labels: podLabelsOf(props) },
      volumeClaimTemplates: volumeClaimTemplates.length === 0 ? undefined : volumeClaimTemplates,
    };
  }
  const { podTemplate, volumeClaimTemplates } = props;
  return {
    spec: withResolvedImages(podTemplate.spec, platformOf(props)),
    metadata: withPodLabels(podTemplate.metadata, podLabelsOf(props)),
    volumeClaimTemplates,
  };
}

type PodTemplateProp = PodTemplateForm['podTemplate'];

/** The user's labels and annotations, and ours, which the pool's NetworkPolicy needs. */
function withPodLabels(metadata: PodTemplateProp['metadata'], own: Readonly<Record<string, string>>) {
  if (metadata === undefined) return { labels: own };
  return mapLeaf(metadata as Metadata | Deferred<Metadata>, ({ labels, ...rest }) => ({
    ...rest,
    labels: labels === undefined ? own : mapLeaf(labels, (given) => ({ ...given, ...own })),
  }));
}

interface Metadata {
  readonly labels?: Readonly<Record<string, string>>;
}

const CONTAINER_LISTS = ['initContainers', 'containers'] as const;

function withResolvedImages(spec: PodTemplateProp['spec'], platform: PlatformRef): PodTemplateProp['spec'] {
  const lists = CONTAINER_LISTS.filter((list) => spec[list] !== undefined).map(
    (list) => [list, withImages(spec[list], platform)] as const,
  );
  return { ...spec, ...Object.fromEntries(lists) };
}

function withImages(containers: unknown, platform: PlatformRef) {
  return mapLeaf(containers as Leaf<readonly Container[] | undefined>, (list) =>
    list?.map((item) =>
      mapLeaf(item, (container) =>
        container.image === undefined
          ? container
          : { ...container, image: resolveImageLeaf(container.image, platform.images).reference },
      ),
    ),
  );
}

const ORIGINS_OF_POD_TEMPLATE: readonly Origin[] = [
  { at: ['spec', 'podTemplate'], prop: ['podTemplate'] },
  { at: ['spec', 'volumeClaimTemplates'], prop: ['volumeClaimTemplates'] },
];

const ORIGINS_OF_CONTAINER: readonly Origin[] = ['image', 'resources', ...COPIED].map((field) => ({
  at: ['spec', 'podTemplate', 'spec', 'containers', 0, field],
  prop: [field],
}));

const BY_POD_TEMPLATE = withNetworkOrigins(ORIGINS_OF_POD_TEMPLATE);
const BY_CONTAINER = withNetworkOrigins(ORIGINS_OF_CONTAINER);

function withNetworkOrigins(origins: readonly Origin[]) {
  const from = (prop: string): readonly Origin[] => [...origins, { at: ['spec', 'networkPolicy'], prop: [prop] }];
  return { network: from('network'), policy: from('policy') };
}

function originsOf({ podTemplate, policy }: AgentSandboxPoolProps): readonly Origin[] {
  return (podTemplate === undefined ? BY_CONTAINER : BY_POD_TEMPLATE)[policy === undefined ? 'network' : 'policy'];
}
