import type { Resource } from '../../plan/resource';
import { unchanged } from '../admission/unchanged';
import { type Validation, validatingPolicy } from '../admission/validating-policy';
import { namespaceOf } from '../kagent-resource/place';
import { standardLabels } from '../labels';
import { CREATE_ONLY, INPUTS_ANNOTATION } from './names';
import type { NemoClawHarnessProps } from './props';

const INSTEAD = 'delete the AgentHarness, which destroys its workspace, and make it anew';

/**
 * The refusal of edits that kagent would accept and never carry out. Each harness has one of its own, so that no two
 * write the same object. The name cannot be that of another: neither part holds a dot. source: fault F-KAG-15
 */
export function editGuardMembers(props: NemoClawHarnessProps): Resource[] {
  const { name, editGuard = true } = props;
  if (!editGuard) return [];
  const namespace = namespaceOf(props);
  return validatingPolicy({
    key: 'edit-guard',
    name: `kagent-fleet-harness-edits.${namespace}.${name}`,
    labels: standardLabels(name, 'admission'),
    on: { group: 'kagent.dev', versions: ['v1alpha2'], operations: ['UPDATE'], resources: ['agentharnesses'] },
    matchConditions: [{ name: 'this-harness', expression: `object.metadata.name == '${name}'` }],
    validations: [...CREATE_ONLY.map(fieldStays), INPUTS_STAY],
    namespaces: [namespace],
  });
}

function fieldStays(field: (typeof CREATE_ONLY)[number]): Validation {
  return {
    expression: unchanged(field),
    message: `spec.${field} of an AgentHarness reaches no existing sandbox: ${INSTEAD}`,
    reason: 'Invalid',
  };
}

const KEY = `'${INPUTS_ANNOTATION}'`;
const had = (object: string) => `has(${object}.metadata.annotations) && ${KEY} in ${object}.metadata.annotations`;

// A harness from before the annotation may get it once.
const INPUTS_STAY: Validation = {
  expression: `!(${had('oldObject')}) || (${had('object')} && object.metadata.annotations[${KEY}] == oldObject.metadata.annotations[${KEY}])`,
  message: `model, gateway or Secrets of the AgentHarness have changed and reach no existing sandbox: ${INSTEAD}`,
  reason: 'Invalid',
};
