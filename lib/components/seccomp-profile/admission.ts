import type { KubernetesObject, Resource } from '../../plan/resource';
import { CONTAINER_LISTS, celText, containersToSet, podToSet } from './admission-expressions';
import { member } from './member';
import { type Attachment, mutatingVersion, type Settings } from './settings';

const GROUP = 'admissionregistration.k8s.io';
const COMPONENT = 'admission';

// A pod's security context is fixed when it is made. Pods that the gateway makes carry no label of their own to select.
const NEW_PODS = {
  matchPolicy: 'Equivalent',
  resourceRules: [
    { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: 'Namespaced' },
  ],
};

/** The policy that puts the profile on pods, or the one that reports pods without it. */
export function admissionMembers(settings: Settings): Resource[] {
  const { attachment } = settings;
  if (attachment === undefined) return [];
  return attachment.mode === 'mutate' ? mutating(settings, attachment) : reporting(settings, attachment);
}

/** Name of the policy and of its binding. */
export function policyName(name: string): string {
  return `kagent-fleet-seccomp-${name}`;
}

function mutating(settings: Settings, attachment: Attachment): Resource[] {
  const { platform, props } = settings;
  const version = mutatingVersion(platform, props.attach ?? {}) ?? 'v1';
  const expression =
    containersToSet(settings.localhostProfile, attachment) ?? podToSet(settings.localhostProfile, attachment);
  return policyAndBinding(settings, attachment, `${GROUP}/${version}`, 'Mutating', {
    matchConstraints: NEW_PODS,
    mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression } }],
    // Once more when a policy or webhook after this one has changed the pod, such as by adding a container.
    reinvocationPolicy: 'IfNeeded',
  });
}

function reporting(settings: Settings, attachment: Attachment): Resource[] {
  const profile = settings.localhostProfile;
  const wanted = `the seccomp profile Localhost ${profile}`;
  return policyAndBinding(settings, attachment, `${GROUP}/v1`, 'Validating', {
    matchConstraints: NEW_PODS,
    validations: CONTAINER_LISTS.map((list) => ({
      expression: hasProfile(list, profile, attachment),
      message: `a container in ${list} runs without ${wanted}: nothing on this cluster sets it`,
    })),
  });
}

function policyAndBinding(
  { name }: Settings,
  attachment: Attachment,
  apiVersion: string,
  kind: 'Mutating' | 'Validating',
  spec: KubernetesObject[string] & object,
): Resource[] {
  const common = { apiVersion, name: policyName(name), component: COMPONENT, phase: 'guard' } as const;
  return [
    member({
      ...common,
      key: 'admission-policy',
      kind: `${kind}AdmissionPolicy`,
      // Rather no pod than one without the profile; a report must hold nobody up.
      body: { spec: { failurePolicy: kind === 'Mutating' ? 'Fail' : 'Ignore', ...spec } },
    }),
    member({
      ...common,
      key: 'admission-policy-binding',
      kind: `${kind}AdmissionPolicyBinding`,
      dependsOn: ['admission-policy'],
      body: {
        spec: {
          policyName: policyName(name),
          ...(kind === 'Validating' && { validationActions: ['Warn', 'Audit'] }),
          matchResources: {
            namespaceSelector: {
              matchExpressions: [
                { key: 'kubernetes.io/metadata.name', operator: 'In', values: [...attachment.namespaces].sort() },
              ],
            },
          },
        },
      },
    }),
  ];
}

function hasProfile(list: (typeof CONTAINER_LISTS)[number], profile: string, { containers }: Attachment): string {
  const own = 'has(c.securityContext) && has(c.securityContext.seccompProfile)';
  const isOurs = (holder: string) =>
    `${holder}.seccompProfile.type == 'Localhost' && has(${holder}.seccompProfile.localhostProfile) && ${holder}.seccompProfile.localhostProfile == ${celText(profile)}`;
  const inherited = `has(object.spec.securityContext) && has(object.spec.securityContext.seccompProfile) && ${isOurs('object.spec.securityContext')}`;
  const judged = `(${own} ? (${isOurs('c.securityContext')}) : (${inherited}))`;
  const exempt = containers === undefined ? '' : `!(c.name in [${containers.map(celText).join(', ')}]) || `;
  return `!has(object.spec.${list}) || object.spec.${list}.all(c, ${exempt}${judged})`;
}
