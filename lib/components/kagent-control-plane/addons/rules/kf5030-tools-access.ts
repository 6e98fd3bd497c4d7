import type { Finding, Rule } from '../../../../diagnostics/rule';
import type { Path } from '../../../../plan/path';
import { exampleControlPlane } from '../../example';
import type { KagentControlPlaneProps } from '../../props';

/** Verbs with which an account can give itself every right. source: Kubernetes, RBAC good practices */
const ESCALATING = ['bind', 'escalate', 'impersonate'];

/** The tools server may do what somebody wrote down. */
export const TOOLS_ACCESS: Rule<KagentControlPlaneProps> = {
  id: 'KF5030',
  name: 'tools-access',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Whatever the tools server may do, every agent that uses it may do, and so may whoever gets a text in front of one: with upstream’s default that is everything in the cluster.',
  fix: 'leave access out for read-only, or list the API groups, resources and verbs that agents need',
  faults: ['F-TEN-02'],
  sources: ['facts/kagent.md §0.5, §2 "kagent-tools"', 'KA #1826'],
  check({ addons }, report) {
    const access = addons?.tools ? addons.tools.access : undefined;
    const path = ['addons', 'tools', 'access'];
    if (access === 'upstream') {
      report({
        path,
        problem: 'agents may do everything there is in the namespaces of the control plane, Secrets and exec included',
        got: access,
        allowed: 'read-only, or { rules }',
      });
    }
    if (typeof access !== 'object' || !Array.isArray(access?.rules)) return;
    for (const [index, rule] of access.rules.entries()) {
      for (const finding of ruleFindings([...path, 'rules', index], rule)) report(finding);
    }
  },
  examples: {
    failing: exampleControlPlane({ addons: { tools: { access: 'upstream' } } }),
    mended: exampleControlPlane({
      addons: {
        tools: { access: { rules: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'patch'] }] } },
      },
    }),
  },
};

function ruleFindings(path: Path, rule: unknown): Finding[] {
  if (typeof rule !== 'object' || rule === null) return [];
  return Object.entries(rule).flatMap(([field, values]): Finding[] => {
    if (!Array.isArray(values)) return [];
    return [
      ...(values.includes('*')
        ? [{ path: [...path, field], problem: `the rule is for all ${field}, those to come included`, got: '*' }]
        : []),
      ...values
        .filter((value) => field === 'verbs' && ESCALATING.includes(value))
        .map((verb) => ({
          path: [...path, field],
          problem: `who may ${verb} can give himself every other right`,
          got: verb,
        })),
    ];
  });
}
