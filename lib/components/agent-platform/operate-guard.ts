import { type Resource, resource } from '../../plan/resource';

const NAME = 'kagent-fleet-sandbox-operate-only';
const LABELS = {
  'app.kubernetes.io/name': 'kagent-fleet',
  'app.kubernetes.io/component': 'admission',
  'app.kubernetes.io/part-of': 'kagent-fleet',
  'app.kubernetes.io/managed-by': 'kagent-fleet',
} as const;

const UNCHANGED = (field: string) =>
  `has(object.spec.${field}) == has(oldObject.spec.${field}) && (!has(object.spec.${field}) || object.spec.${field} == oldObject.spec.${field})`;

/**
 * Keeps the right to suspend and resume from being the right to run any pod.
 *
 * RBAC gives `patch` on a whole Sandbox. Whoever may not create one may change how it runs and how long it lives, but
 * neither its pod nor the labels by which NetworkPolicies select it.
 */
export function operateGuardMembers(): Resource[] {
  return [
    resource({
      key: 'operate-guard',
      scope: 'Cluster',
      phase: 'guard',
      teardown: 50,
      manifest: {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicy',
        metadata: { name: NAME, labels: LABELS },
        spec: {
          failurePolicy: 'Fail',
          matchConstraints: {
            // Equivalent: an update through v1alpha1 is converted and judged as well.
            matchPolicy: 'Equivalent',
            // Spelled out, or a second server-side apply writes the object anew: the field is atomic.
            namespaceSelector: {},
            objectSelector: {},
            resourceRules: [
              {
                apiGroups: ['agents.x-k8s.io'],
                apiVersions: ['v1beta1'],
                operations: ['UPDATE'],
                resources: ['sandboxes'],
                scope: 'Namespaced',
              },
            ],
          },
          matchConditions: [
            {
              name: 'may-not-create-sandboxes',
              expression:
                "!authorizer.group('agents.x-k8s.io').resource('sandboxes').namespace(request.namespace).check('create').allowed()",
            },
          ],
          validations: [
            {
              expression: 'object.spec.podTemplate == oldObject.spec.podTemplate',
              message: 'spec.podTemplate can be changed only by those who may create Sandboxes here',
              reason: 'Forbidden',
            },
            {
              expression: UNCHANGED('service'),
              message: 'spec.service can be changed only by those who may create Sandboxes here',
              reason: 'Forbidden',
            },
            {
              expression: 'object.metadata.?labels.orValue({}) == oldObject.metadata.?labels.orValue({})',
              message:
                'labels of a Sandbox decide which NetworkPolicy holds for it; only those who may create Sandboxes here can change them',
              reason: 'Forbidden',
            },
          ],
        },
      },
    }),
    resource({
      key: 'operate-guard-binding',
      scope: 'Cluster',
      phase: 'guard',
      teardown: 40,
      dependsOn: ['operate-guard'],
      manifest: {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { name: NAME, labels: LABELS },
        spec: { policyName: NAME, validationActions: ['Deny'] },
      },
    }),
  ];
}
