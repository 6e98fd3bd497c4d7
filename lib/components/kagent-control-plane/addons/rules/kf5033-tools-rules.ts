import type { Finding, Rule } from '../../../../diagnostics/rule';
import type { Path } from '../../../../plan/path';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { parseDnsLabel } from '../../../../syntax/names';
import { exampleControlPlane } from '../../example';
import type { KagentControlPlaneProps } from '../../props';
import { watchesOf } from '../../settings';

const FIELDS = ['apiGroups', 'resources', 'verbs', 'resourceNames', 'nonResourceURLs'];
const ALLOWED = 'read-only, upstream, or { rules, namespaces }';

/** Exact rules of the tools server are rules of RBAC, and say something. */
export const TOOLS_RULES: Rule<KagentControlPlaneProps> = {
  id: 'KF5033',
  name: 'tools-rules',
  severity: 'error',
  acknowledge: 'never',
  why: 'A rule without verbs, groups or resources is stored and allows nothing; the API server refuses what is misspelt, halfway through an apply.',
  fix: 'write rules as in a Role, and namespaces that exist',
  faults: [],
  sources: ['Kubernetes rbac/v1 PolicyRule, ValidatePolicyRule'],
  check(props, report) {
    const access = props.addons?.tools ? props.addons.tools.access : undefined;
    const path = ['addons', 'tools', 'access'];
    if (access === undefined || access === 'read-only' || access === 'upstream') return;
    if (typeof access !== 'object' || access === null) {
      report({ path, problem: 'there is no such access', got: access, allowed: ALLOWED });
      return;
    }
    const { rules, namespaces } = access;
    const clusterWide = namespaces === undefined && watchesOf(props) === 'all';
    for (const finding of listFindings([...path, 'rules'], rules, (at, rule) => ruleFindings(at, rule, clusterWide))) {
      report(finding);
    }
    if (namespaces === undefined) return;
    const nameFindings = (at: Path, name: unknown) => findingsOf(at, 'the namespace', name, parseDnsLabel(name));
    for (const finding of listFindings([...path, 'namespaces'], namespaces, nameFindings)) report(finding);
  },
  examples: {
    failing: exampleControlPlane({
      addons: { tools: { access: { rules: [{ apiGroups: [''], resources: ['pods'], verbs: [] }], namespaces: [] } } },
    }),
    mended: exampleControlPlane({
      addons: {
        tools: {
          access: { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }], namespaces: ['team-a'] },
        },
      },
    }),
  },
};

function listFindings(path: Path, list: unknown, each: (at: Path, item: unknown) => Finding[]): Finding[] {
  if (!Array.isArray(list) || list.length === 0) {
    return [{ path, problem: 'there is nothing in it', got: list, allowed: 'a list with at least one' }];
  }
  return list.flatMap((item, index) => each([...path, index], item));
}

function ruleFindings(path: Path, rule: unknown, clusterWide: boolean): Finding[] {
  if (typeof rule !== 'object' || rule === null) {
    return [{ path, problem: 'this is no rule', got: rule, allowed: FIELDS.join(', ') }];
  }
  const fields = rule as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(fields).filter((field) => !FIELDS.includes(field));
  const needed = 'nonResourceURLs' in fields ? ['nonResourceURLs', 'verbs'] : ['apiGroups', 'resources', 'verbs'];
  return [
    ...unknown.map((field) => ({
      path: [...path, field],
      problem: 'there is no such field',
      got: field,
      allowed: FIELDS.join(', '),
    })),
    ...needed
      .filter((field) => !isTexts(fields[field]))
      .map((field) => ({
        path: [...path, field],
        problem: `the rule names no ${field}`,
        got: fields[field],
        allowed: 'a list with at least one text',
      })),
    ...('nonResourceURLs' in fields && !clusterWide
      ? [{ path: [...path, 'nonResourceURLs'], problem: 'a Role cannot allow addresses that are no resources' }]
      : []),
  ];
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}
