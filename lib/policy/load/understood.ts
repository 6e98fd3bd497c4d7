import type { Path } from '../../plan/path';
import { OPENSHELL_RELEASES, type OpenShellRelease } from '../../releases/openshell';
import type { PolicyDocument, RuleDocument } from '../model';
import { POLICY_SHAPE } from '../spelling/shape';
import type { LoadProblem } from './problem';

/**
 * The fields of a policy that this OpenShell does not know. In a file they are a parse error; over gRPC, kagent's
 * way, they vanish without a word. (F-REL-12) source: facts/openshell-0.0.46.md §1.1
 */
export function fieldsNotUnderstood(policy: PolicyDocument, { version, unknownKeys }: OpenShellRelease): LoadProblem[] {
  const problems: LoadProblem[] = [];
  const look = (holder: object, keys: readonly string[], level: keyof OpenShellRelease['unknownKeys'], path: Path) => {
    for (const key of keys) {
      const name = nameOf(key);
      if ((holder as Record<string, unknown>)[name] === undefined) continue;
      const since = OPENSHELL_RELEASES.find((release) => !release.unknownKeys[level].includes(key))?.version;
      problems.push({
        path: [...path, name],
        problem: `OpenShell ${version} does not know \`${key}\`; it needs ${since === undefined ? 'another version' : `at least ${since}`}`,
      });
    }
  };
  look(policy, unknownKeys.policy, 'policy', []);
  for (const [key, { endpoints = [] }] of Object.entries(policy.networkPolicies ?? {})) {
    for (const [index, endpoint] of endpoints.entries()) {
      const path = ['networkPolicies', key, 'endpoints', index];
      look(endpoint, unknownKeys.endpoint, 'endpoint', path);
      const lookAtRules = (rules: readonly RuleDocument[] | undefined, field: string) => {
        for (const [at, rule] of (rules ?? []).entries()) look(rule, unknownKeys.rule, 'rule', [...path, field, at]);
      };
      lookAtRules(endpoint.rules, 'rules');
      lookAtRules(endpoint.denyRules, 'denyRules');
    }
  }
  return problems;
}

/** The typed name of a key of the file. */
function nameOf(key: string): string {
  const field = POLICY_SHAPE.fields.find((candidate) => candidate.key === key);
  return field?.name ?? key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
