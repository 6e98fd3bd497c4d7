import type { OpenShellRelease } from '../../releases/openshell';
import type { PolicyDocument } from '../model';
import { nothing } from './judge';
import type { Rendering } from './layer';
import { subjectOf } from './subject';

/** One thing that admission refuses, as a ValidatingAdmissionPolicy says it. */
export interface AdmissionConstraint {
  /** Stable word, part of the object's name. */
  readonly key: string;
  readonly resource: { readonly group: string; readonly versions: readonly string[]; readonly plural: string };
  readonly operations: readonly ('CREATE' | 'UPDATE')[];
  readonly validations: readonly { readonly expression: string; readonly message: string }[];
}

export interface AdmissionSurroundings {
  /** What may stand in a harness's `allowedDomains`: the kagent layer's answer. @default - harnesses are left alone */
  readonly allowedDomains?: readonly string[];
}

/**
 * What admission can do for a policy: keep objects out that would step around the other layers. It sees what is asked
 * for, never a request, so it enforces no endpoint.
 */
export function admissionConstraints(
  policy: PolicyDocument,
  openshell: OpenShellRelease,
  { allowedDomains }: AdmissionSurroundings = {},
): Rendering<readonly AdmissionConstraint[]> {
  const { endpoints } = subjectOf(policy, openshell);
  return {
    layer: 'admission',
    output: [POD_NETWORK, ...(allowedDomains === undefined ? [] : [harnessDomains(allowedDomains)])],
    fidelity: endpoints.map((it) =>
      nothing(
        it,
        'has no say over requests: it keeps out pods on the node’s network and harnesses that ask for other hosts',
      ),
    ),
  };
}

/** On the node's network no policy selects a pod. */
const POD_NETWORK: AdmissionConstraint = {
  key: 'pod-network',
  resource: { group: '', versions: ['v1'], plural: 'pods' },
  operations: ['CREATE'],
  validations: [
    {
      expression: '!has(object.spec.hostNetwork) || !object.spec.hostNetwork',
      message: 'a pod on the network of its node is under no network policy',
    },
  ],
};

function harnessDomains(allowedDomains: readonly string[]): AdmissionConstraint {
  return {
    key: 'harness-domains',
    resource: { group: 'kagent.dev', versions: ['v1alpha2'], plural: 'agentharnesses' },
    operations: ['CREATE', 'UPDATE'],
    validations: [
      {
        expression: `!has(object.spec.network) || !has(object.spec.network.allowedDomains) || object.spec.network.allowedDomains.all(domain, domain in ${celList(allowedDomains)})`,
        message: 'allowedDomains may only name hosts of the policy that is attached here',
      },
    ],
  };
}

function celList(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
}
