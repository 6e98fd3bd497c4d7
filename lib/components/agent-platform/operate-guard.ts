import type { Resource } from '../../plan/resource';
import { unchanged } from '../admission/unchanged';
import { validatingPolicy } from '../admission/validating-policy';
import { standardLabels } from '../labels';

/**
 * Keeps the right to suspend and resume from being the right to run any pod.
 *
 * RBAC gives `patch` on a whole Sandbox. Whoever may not create one may change how it runs and how long it lives, but
 * neither its pod nor the labels by which NetworkPolicies select it.
 */
export function operateGuardMembers(): Resource[] {
  const validations = [
    {
      expression: 'object.spec.podTemplate == oldObject.spec.podTemplate',
      message: 'spec.podTemplate can be changed only by those who may create Sandboxes here',
    },
    {
      expression: unchanged('service'),
      message: 'spec.service can be changed only by those who may create Sandboxes here',
    },
    {
      expression: 'object.metadata.?labels.orValue({}) == oldObject.metadata.?labels.orValue({})',
      message:
        'labels of a Sandbox decide which NetworkPolicy holds for it; only those who may create Sandboxes here can change them',
    },
  ];
  return validatingPolicy({
    key: 'operate-guard',
    name: 'kagent-fleet-sandbox-operate-only',
    labels: standardLabels('kagent-fleet', 'admission'),
    on: { group: 'agents.x-k8s.io', versions: ['v1beta1'], operations: ['UPDATE'], resources: ['sandboxes'] },
    matchConditions: [
      {
        name: 'may-not-create-sandboxes',
        expression:
          "!authorizer.group('agents.x-k8s.io').resource('sandboxes').namespace(request.namespace).check('create').allowed()",
      },
    ],
    validations: validations.map((validation) => ({ ...validation, reason: 'Forbidden' })),
  });
}
