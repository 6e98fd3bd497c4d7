import { type Resource, resource } from '../../plan/resource';
import { validatingPolicy } from '../admission/validating-policy';
import { labelsOf } from './labels';
import { namespaceOf } from './place';
import type { AgentSandboxPoolProps, ClaimSubject } from './props';

const GROUP = 'extensions.agents.x-k8s.io';

/** The verb on a pool by which the admission policy knows a claimer. It is ours; nothing upstream uses it. */
const CLAIM_VERB = 'claim';

/** Who may claim: Role and binding, and the admission policy that ties claims to this one pool. */
export function claimerMembers(props: AgentSandboxPoolProps): Resource[] {
  const { claimers } = props;
  if (claimers === undefined) return [];
  const roles = [roleMember(props), roleBindingMember(props, claimers)];
  return props.claimGuard === 'rbac' ? roles : [...roles, ...guardMembers(props)];
}

/** RBAC cannot look at `spec.warmPoolRef`, so `create` is for all claims of the namespace and `claim` for this pool. */
function roleMember(props: AgentSandboxPoolProps): Resource {
  const read = ['get', 'list', 'watch'];
  return resource({
    key: 'claimer-role',
    scope: 'Namespaced',
    phase: 'identity',
    teardown: 60,
    manifest: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: claimerMetadata(props),
      rules: [
        { apiGroups: [GROUP], resources: ['sandboxclaims'], verbs: ['create', 'delete', ...read] },
        {
          apiGroups: [GROUP],
          resources: ['sandboxwarmpools'],
          resourceNames: [props.name],
          verbs: ['get', CLAIM_VERB],
        },
        // The claim names its Sandbox, and only that has the address of its Service.
        { apiGroups: ['agents.x-k8s.io'], resources: ['sandboxes'], verbs: read },
      ],
    },
  });
}

function roleBindingMember(props: AgentSandboxPoolProps, claimers: readonly ClaimSubject[]): Resource {
  const metadata = claimerMetadata(props);
  return resource({
    key: 'claimer-binding',
    scope: 'Namespaced',
    phase: 'identity',
    dependsOn: ['claimer-role'],
    createOnly: [['roleRef']],
    teardown: 5,
    manifest: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
      subjects: claimers.map((subject) => subjectOf(subject, metadata.namespace)),
    },
  });
}

function subjectOf(subject: ClaimSubject, poolNamespace: string) {
  const { kind, name, namespace } = 'toSubjectConfiguration' in subject ? subject.toSubjectConfiguration() : subject;
  return kind === 'ServiceAccount'
    ? { kind, name, namespace: namespace ?? poolNamespace }
    : { apiGroup: 'rbac.authorization.k8s.io', kind, name };
}

function guardMembers(props: AgentSandboxPoolProps): Resource[] {
  const { name } = props;
  const namespace = namespaceOf(props);
  return validatingPolicy({
    key: 'claim-guard',
    // A pool has no dot in its name and a namespace neither, so no two pools share this one.
    name: `${name}.${namespace}.claims.kagent-fleet.dev`,
    labels: labelsOf(props, 'claim-guard'),
    namespaces: [namespace],
    on: { group: GROUP, versions: ['v1beta1'], operations: ['CREATE', 'UPDATE'], resources: ['sandboxclaims'] },
    matchConditions: [
      {
        name: 'moves-to-this-pool',
        expression: `object.spec.warmPoolRef.name == '${name}' && (request.operation == 'CREATE' || oldObject.spec.warmPoolRef.name != '${name}')`,
      },
    ],
    validations: [
      {
        expression: `authorizer.group('${GROUP}').resource('sandboxwarmpools').namespace('${namespace}').name('${name}').check('${CLAIM_VERB}').allowed()`,
        message: `you may not claim from the pool ${name} in ${namespace}: its claimers are listed in the RoleBinding ${claimerMetadata(props).name}`,
        reason: 'Forbidden',
      },
    ],
  });
}

function claimerMetadata(props: AgentSandboxPoolProps) {
  return { name: `${props.name}-claimers`, namespace: namespaceOf(props), labels: labelsOf(props, 'claimers') };
}
