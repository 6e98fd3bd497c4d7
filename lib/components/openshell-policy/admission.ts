import type { Resource } from '../../plan/resource';
import type { PolicyDocument } from '../../policy';
import { type AdmissionConstraint, admissionConstraints } from '../../policy/layers';
import type { OpenShellRelease } from '../../releases/openshell';
import { validatingPolicy } from '../admission/validating-policy';
import { standardLabels } from '../labels';
import { namespaceOf } from './place';
import type { HarnessTarget, OpenShellPolicyProps } from './props';
import { renderHarness } from './renderings';
import { podsOf } from './target';

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
  { key, resource, operations, validations }: AdmissionConstraint,
  namespaces: readonly string[],
): Resource[] {
  const { group, versions, plural } = resource;
  return validatingPolicy({
    key: `admission-${key}`,
    // Cluster-scoped names carry the namespace, since policies of two namespaces may be named alike.
    name: `${namespaceOf(props)}-${props.name}-${key}`,
    labels: standardLabels(props.name, 'admission'),
    on: { group, versions, operations, resources: [plural], scope: '*' },
    validations,
    namespaces,
  });
}
