import { type KubernetesObject, type Resource, resource } from '../../plan/resource';

/** As whom the agent-sandbox controller runs. */
export interface ControllerIdentity {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** A refusal of updates that upstream would accept and then ignore. */
interface CreateOnlyPolicy {
  readonly key: string;
  readonly name: string;
  readonly group: string;
  readonly resource: string;
  readonly conditions: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly { readonly expression: string; readonly message: string }[];
}

const SUSPENDED = (object: string) =>
  `(has(${object}.spec.operatingMode) && ${object}.spec.operatingMode == 'Suspended')`;

const UNCHANGED = (field: string) =>
  `has(object.spec.${field}) == has(oldObject.spec.${field}) && (!has(object.spec.${field}) || object.spec.${field} == oldObject.spec.${field})`;

// A pod that is gone comes back from the new template, so a suspended sandbox may be edited, and suspending in the
// same update as the edit is the documented way to roll it. source: facts/agent-sandbox.md §2.3
const SANDBOX: CreateOnlyPolicy = {
  key: 'sandbox-create-only',
  name: 'kagent-fleet-sandbox-create-only',
  group: 'agents.x-k8s.io',
  resource: 'sandboxes',
  conditions: [],
  validations: [
    {
      expression: `object.spec.podTemplate.spec == oldObject.spec.podTemplate.spec || ${SUSPENDED('oldObject')} || ${SUSPENDED('object')}`,
      message:
        'spec.podTemplate.spec of a running Sandbox reaches no existing pod: set operatingMode to Suspended in the same update, then back to Running',
    },
  ],
};

// The annotation is the controller's commit of a binding and comes before the status. source: facts/agent-sandbox.md §2.1
const BOUND = [
  "(has(oldObject.metadata.annotations) && 'agents.x-k8s.io/sandbox-name' in oldObject.metadata.annotations)",
  "(has(oldObject.status) && has(oldObject.status.sandbox) && has(oldObject.status.sandbox.name) && oldObject.status.sandbox.name != '')",
].join(' || ');

const CLAIM: CreateOnlyPolicy = {
  key: 'claim-create-only',
  name: 'kagent-fleet-claim-create-only',
  group: 'extensions.agents.x-k8s.io',
  resource: 'sandboxclaims',
  conditions: [{ name: 'bound', expression: BOUND }],
  validations: [
    {
      expression: UNCHANGED('env'),
      message: 'spec.env of a bound SandboxClaim reaches no existing pod: delete the claim and make a new one',
    },
    {
      expression: UNCHANGED('volumeClaimTemplates'),
      message: 'spec.volumeClaimTemplates of a bound SandboxClaim does nothing: delete the claim and make a new one',
    },
    {
      expression: 'object.spec.warmPoolRef.name == oldObject.spec.warmPoolRef.name',
      message:
        "spec.warmPoolRef of a bound SandboxClaim keeps the pod and moves it under another template's NetworkPolicy: delete the claim and make a new one",
    },
  ],
};

/**
 * Admission policies that refuse edits of fields which agent-sandbox reads only once: the pod of a running Sandbox, and
 * env, volume claim templates and pool of a bound SandboxClaim. Once per cluster.
 *
 * The agent-sandbox controller itself and suspended sandboxes are not held back. source: faults F-SBX-13, F-SBX-06;
 * facts/agent-sandbox.md §2.1, §2.3
 */
export function createOnlyGuards(controller: ControllerIdentity): Resource[] {
  return [SANDBOX, CLAIM].flatMap((policy) => [
    resource({
      key: policy.key,
      manifest: policyObject(policy, controller),
      scope: 'Cluster',
      phase: 'guard',
      teardown: 50,
    }),
    resource({
      key: `${policy.key}-binding`,
      manifest: bindingObject(policy),
      scope: 'Cluster',
      phase: 'guard',
      dependsOn: [policy.key],
      teardown: 40,
    }),
  ]);
}

function policyObject(policy: CreateOnlyPolicy, { namespace, serviceAccount }: ControllerIdentity): KubernetesObject {
  const controller = `system:serviceaccount:${namespace}:${serviceAccount}`;
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: policy.name, labels: labelsOf(policy) },
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
            apiGroups: [policy.group],
            apiVersions: ['v1beta1'],
            operations: ['UPDATE'],
            resources: [policy.resource],
            scope: 'Namespaced',
          },
        ],
      },
      matchConditions: [
        { name: 'not-the-controller', expression: `request.userInfo.username != '${controller}'` },
        ...policy.conditions,
      ],
      validations: policy.validations.map(({ expression, message }) => ({ expression, message, reason: 'Invalid' })),
    },
  };
}

function bindingObject(policy: CreateOnlyPolicy): KubernetesObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: policy.name, labels: labelsOf(policy) },
    spec: { policyName: policy.name, validationActions: ['Deny'] },
  };
}

function labelsOf({ key }: CreateOnlyPolicy) {
  return {
    'app.kubernetes.io/name': key,
    'app.kubernetes.io/component': 'admission',
    'app.kubernetes.io/part-of': 'kagent-fleet',
    'app.kubernetes.io/managed-by': 'kagent-fleet',
  };
}
