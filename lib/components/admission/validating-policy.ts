import { type Resource, resource } from '../../plan/resource';

/** An admission policy and its binding, as far as they differ from one another. */
export interface ValidatingPolicy {
  /** Key of the policy; the binding's is `<key>-binding`. */
  readonly key: string;
  /** Name of both objects. */
  readonly name: string;
  readonly labels: { readonly [label: string]: string };
  /** What is looked at. */
  readonly on: {
    readonly group: string;
    readonly versions: readonly string[];
    readonly operations: readonly string[];
    readonly resources: readonly string[];
    /** @default Namespaced */
    readonly scope?: 'Namespaced' | '*';
  };
  readonly matchConditions?: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly Validation[];
  /** Where it holds. @default - in all namespaces */
  readonly namespaces?: readonly string[];
}

export interface Validation {
  readonly expression: string;
  readonly message: string;
  readonly reason?: string;
}

const API_VERSION = 'admissionregistration.k8s.io/v1';

/**
 * A ValidatingAdmissionPolicy that refuses, and its binding; guards come before anything that they guard.
 *
 * The empty selectors are spelled out: the field is atomic, so without them every server-side apply would write the
 * object anew. `Equivalent`: a request through another version of the kind is converted and judged as well.
 */
export function validatingPolicy(policy: ValidatingPolicy): Resource[] {
  const { key, name, labels } = policy;
  const common = { scope: 'Cluster', phase: 'guard' } as const;
  return [
    resource({
      ...common,
      key,
      teardown: 50,
      manifest: {
        apiVersion: API_VERSION,
        kind: 'ValidatingAdmissionPolicy',
        metadata: { name, labels },
        spec: policySpec(policy),
      },
    }),
    resource({
      ...common,
      key: `${key}-binding`,
      dependsOn: [key],
      // Without its binding a policy does nothing, so nothing is refused while the rest goes.
      teardown: 40,
      manifest: {
        apiVersion: API_VERSION,
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { name, labels },
        spec: { policyName: name, validationActions: ['Deny'], ...bindingScope(policy) },
      },
    }),
  ];
}

function policySpec({ on, matchConditions, validations }: ValidatingPolicy) {
  const { group, versions, operations, resources, scope = 'Namespaced' } = on;
  return {
    failurePolicy: 'Fail',
    matchConstraints: {
      matchPolicy: 'Equivalent',
      namespaceSelector: {},
      objectSelector: {},
      resourceRules: [{ apiGroups: [group], apiVersions: versions, operations, resources, scope }],
    },
    ...(matchConditions !== undefined && { matchConditions }),
    validations,
  };
}

function bindingScope({ namespaces }: ValidatingPolicy) {
  if (namespaces === undefined) return {};
  return {
    matchResources: {
      matchPolicy: 'Equivalent',
      objectSelector: {},
      namespaceSelector: {
        matchExpressions: [
          { key: 'kubernetes.io/metadata.name', operator: 'In', values: [...new Set(namespaces)].sort() },
        ],
      },
    },
  };
}
