import { type Resource, resource } from '../../plan/resource';
import type { PolicyDocument } from '../../policy';
import { type AdmissionConstraint, admissionConstraints } from '../../policy/layers';
import type { OpenShellRelease } from '../../releases/openshell';
import { metadataOf } from './member';
import { namespaceOf } from './place';
import type { HarnessTarget, OpenShellPolicyProps } from './props';
import { renderHarness } from './renderings';
import { podsOf } from './target';

const GROUP = 'admissionregistration.k8s.io/v1';

/** What admission keeps out, each constraint with the namespaces that it holds in. */
export function admissionMembers(
  props: OpenShellPolicyProps,
  policy: PolicyDocument,
  openshell: OpenShellRelease,
): Resource[] {
  if (props.admission !== true) return [];
  const harnesses = props.attachTo.filter((target): target is HarnessTarget => 'harness' in target);
  const domains = harnesses.flatMap((target) => renderHarness(target, policy, openshell).output.allowedDomains);
  const allowedDomains = harnesses.length > 0 ? [...new Set(domains)].sort() : undefined;
  const { output } = admissionConstraints(policy, openshell, { allowedDomains });
  return output.flatMap((constraint) =>
    constraintMembers(
      props,
      constraint,
      constraint.key === 'harness-domains'
        ? harnesses.map(({ harnessNamespace }) => harnessNamespace)
        : props.attachTo.map((target) => podsOf(target, props).namespace),
    ),
  );
}

function constraintMembers(
  props: OpenShellPolicyProps,
  { key, resource: kind, operations, validations }: AdmissionConstraint,
  namespaces: readonly string[],
): Resource[] {
  // Cluster-scoped names carry the namespace, since policies of two namespaces may be named alike.
  const metadata = metadataOf(props, 'admission', { name: `${namespaceOf(props)}-${props.name}-${key}` });
  const { group, versions, plural } = kind;
  const policyKey = `admission-${key}`;
  return [
    resource({
      key: policyKey,
      scope: 'Cluster',
      phase: 'guard',
      teardown: 50,
      manifest: {
        apiVersion: GROUP,
        kind: 'ValidatingAdmissionPolicy',
        metadata,
        spec: {
          failurePolicy: 'Fail',
          matchConstraints: {
            matchPolicy: 'Equivalent',
            namespaceSelector: {},
            objectSelector: {},
            resourceRules: [{ apiGroups: [group], apiVersions: versions, operations, resources: [plural], scope: '*' }],
          },
          validations,
        },
      },
    }),
    resource({
      key: `${policyKey}-binding`,
      scope: 'Cluster',
      phase: 'guard',
      dependsOn: [policyKey],
      teardown: 49,
      manifest: {
        apiVersion: GROUP,
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata,
        spec: {
          policyName: metadata.name,
          validationActions: ['Deny'],
          matchResources: {
            matchPolicy: 'Equivalent',
            objectSelector: {},
            namespaceSelector: {
              matchExpressions: [
                { key: 'kubernetes.io/metadata.name', operator: 'In', values: [...new Set(namespaces)].sort() },
              ],
            },
          },
        },
      },
    }),
  ];
}
