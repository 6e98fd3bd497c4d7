import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsLabel, parseDnsSubdomain, parseLabelKey, parseLabelValue } from '../../../syntax/names';
import { namespaceOf } from '../place';
import type { OpenShellPolicyProps, PolicyTarget } from '../props';
import { targetKey } from '../target';
import { examplePolicyProps } from './example-policy';

/** The names are names, and every target is one of its own. */
export const POLICY_NAMES: Rule<OpenShellPolicyProps> = {
  id: 'KF2301',
  name: 'policy-names',
  severity: 'error',
  acknowledge: 'never',
  why: 'Objects are named after the policy and its targets, and pods are selected by them: a wrong name selects nothing, in silence.',
  fix: 'use lower-case letters, digits and dashes, and name each target once',
  faults: ['F-NET-08'],
  sources: ['Kubernetes, object names'],
  check(props, report) {
    const { name, attachTo } = props;
    for (const finding of findingsOf(['name'], 'the name', name, parseDnsSubdomain(name, { max: 180 })))
      report(finding);
    const namespace = namespaceOf(props);
    const place = props.tenant === undefined ? ['namespace'] : ['tenant', 'namespaces', 'sandboxes'];
    for (const finding of findingsOf(place, 'the namespace', namespace, parseDnsLabel(namespace))) report(finding);
    if (attachTo.length === 0) {
      report({
        path: ['attachTo'],
        problem: 'the policy is attached to nothing',
        got: [],
        allowed: 'at least one target',
      });
    }
    const seen = new Set<string>();
    for (const [index, target] of attachTo.entries()) {
      for (const [field, value, parse] of namesOf(target)) {
        for (const finding of findingsOf(['attachTo', index, field], `\`${field}\``, value, parse(value)))
          report(finding);
      }
      if ('pods' in target && Object.keys(target.pods).length === 0) {
        report({
          path: ['attachTo', index, 'pods'],
          problem: 'no label is given, which selects every pod',
          got: {},
          allowed: 'labels, or the target { allPods: true }',
        });
      }
      const key = targetKey(target);
      if (seen.has(key)) report({ path: ['attachTo', index], problem: 'two targets are called the same', got: key });
      seen.add(key);
    }
  },
  examples: {
    failing: examplePolicyProps({ attachTo: [{ pool: 'Claude Pool', inside: 'openshell' }] }),
    mended: examplePolicyProps({ attachTo: [{ pool: 'claude-pool', inside: 'openshell' }] }),
  },
};

type Parse = (value: unknown) => ReturnType<typeof parseDnsLabel>;
const label: Parse = (value) => parseDnsLabel(value);

function namesOf(target: PolicyTarget): readonly (readonly [string, unknown, Parse])[] {
  if ('pool' in target) return [['pool', target.pool, label]];
  if ('pods' in target) {
    return [
      ['as', target.as, label],
      ...Object.entries(target.pods).flatMap(([key, value]): [string, unknown, Parse][] => [
        ['pods', key, parseLabelKey],
        ['pods', value, parseLabelValue],
      ]),
    ];
  }
  if ('harness' in target) {
    return [
      ['harness', target.harness, label],
      ['harnessNamespace', target.harnessNamespace, label],
    ];
  }
  return [];
}
