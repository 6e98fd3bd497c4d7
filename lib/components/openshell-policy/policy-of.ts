import type { PolicyDocument } from '../../policy';
import { readYaml, type YamlReading } from '../../policy';
import type { OpenShellPolicyProps } from './props';

/** The policy of the props, read from its file where it is one. */
export function readingOf({ policy }: OpenShellPolicyProps): YamlReading {
  return 'yaml' in policy ? readYaml(policy.yaml) : { policy, findings: [] };
}

/** The policy of the props, if it can be read. */
export function policyOf(props: OpenShellPolicyProps): PolicyDocument | undefined {
  return readingOf(props).policy;
}
