import { type Resource, resource } from '../../plan/resource';
import type { PolicyDocument } from '../../policy';
import { openShellYaml } from '../../policy/layers';
import type { OpenShellRelease } from '../../releases/openshell';
import { metadataOf } from './member';
import { namespaceOf } from './place';
import type { OpenShellPolicyProps } from './props';

/** Key of the file in the ConfigMap. */
export const POLICY_FILE = 'policy.yaml';

/** Annotation with the SHA-256 of the file; what mounts it rolls on it, and `sync` compares it. */
export const CHECKSUM_ANNOTATION = 'kagent-fleet.dev/policy-sha256';

/** The policy as an OpenShell file: for supervisors that read files, for `sync`, and for people. */
export function configMapMember(
  props: OpenShellPolicyProps,
  policy: PolicyDocument,
  openshell: OpenShellRelease,
): Resource {
  const { yaml, checksum } = openShellYaml(policy, openshell).output;
  const immutable = props.immutable ?? false;
  return resource({
    key: 'policy',
    scope: 'Namespaced',
    phase: 'config',
    teardown: 40,
    ...(immutable && { createOnly: [['data'], ['immutable']] }),
    manifest: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadataOf(props, 'policy', {
        name: immutable ? `${props.name}-${checksum.slice(0, 10)}` : props.name,
        namespace: namespaceOf(props),
        annotations: { [CHECKSUM_ANNOTATION]: checksum, 'kagent-fleet.dev/openshell': openshell.version },
      }),
      ...(immutable && { immutable }),
      data: { [POLICY_FILE]: yaml },
    },
  });
}
