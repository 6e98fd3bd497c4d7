import type { Resource } from '../../plan/resource';
import { standardLabels } from '../labels';
import { unchanged } from './unchanged';
import { type ValidatingPolicy, validatingPolicy } from './validating-policy';

/** As whom the agent-sandbox controller runs. */
export interface ControllerIdentity {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** A refusal of updates that upstream would accept and then ignore. */
type CreateOnlyPolicy = Pick<ValidatingPolicy, 'key' | 'name' | 'validations'> & {
  readonly group: string;
  readonly resource: string;
  readonly conditions: NonNullable<ValidatingPolicy['matchConditions']>;
};

const SUSPENDED = (object: string) =>
  `(has(${object}.spec.operatingMode) && ${object}.spec.operatingMode == 'Suspended')`;

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
      expression: unchanged('env'),
      message: 'spec.env of a bound SandboxClaim reaches no existing pod: delete the claim and make a new one',
    },
    {
      expression: unchanged('volumeClaimTemplates'),
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
export function createOnlyGuards({ namespace, serviceAccount }: ControllerIdentity): Resource[] {
  const controller = `system:serviceaccount:${namespace}:${serviceAccount}`;
  return [SANDBOX, CLAIM].flatMap(({ group, resource, conditions, validations, ...policy }) =>
    validatingPolicy({
      ...policy,
      labels: standardLabels(policy.key, 'admission'),
      on: { group, versions: ['v1beta1'], operations: ['UPDATE'], resources: [resource] },
      matchConditions: [
        { name: 'not-the-controller', expression: `request.userInfo.username != '${controller}'` },
        ...conditions,
      ],
      validations: validations.map((validation) => ({ ...validation, reason: 'Invalid' })),
    }),
  );
}
