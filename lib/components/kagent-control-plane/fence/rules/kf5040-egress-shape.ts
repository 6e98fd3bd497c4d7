import type { Finding, Rule } from '../../../../diagnostics/rule';
import type { Path } from '../../../../plan/path';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { parsePort } from '../../../../syntax/port';
import { exampleControlPlane } from '../../example';
import type { KagentControlPlaneProps } from '../../props';
import { onePeerFindings, peerListFindings } from './peer-list';

const WORDS = ['public-internet'];

/** Ways out say where to and on which port. */
export const EGRESS_SHAPE: Rule<KagentControlPlaneProps> = {
  id: 'KF5040',
  name: 'egress-shape',
  severity: 'error',
  acknowledge: 'never',
  why: 'An empty list of peers or of ports means all of them in a NetworkPolicy, not none; and the API server refuses a malformed one halfway through an apply.',
  fix: 'name at least one peer and one port',
  faults: ['F-NET-04'],
  sources: ['Kubernetes networking/v1 NetworkPolicyEgressRule', 'facts/kagent.md §10.9'],
  check({ egress, addons }, report) {
    const findings = [
      ...rulesFindings(['egress'], egress),
      ...(addons?.tools ? rulesFindings(['addons', 'tools', 'egress'], addons.tools.egress) : []),
      ...(addons?.querydoc && addons.querydoc.to !== undefined
        ? onePeerFindings(['addons', 'querydoc', 'to'], addons.querydoc.to, WORDS)
        : []),
      ...(addons?.grafanaMcp ? onePeerFindings(['addons', 'grafanaMcp', 'to'], addons.grafanaMcp.to, WORDS) : []),
    ];
    for (const finding of findings) report(finding);
  },
  examples: {
    failing: exampleControlPlane({ egress: [{ to: [], ports: [443] }] }),
    mended: exampleControlPlane({ egress: [{ to: ['public-internet'], ports: [443] }] }),
  },
};

function rulesFindings(path: Path, rules: unknown): Finding[] {
  if (rules === undefined) return [];
  if (!Array.isArray(rules))
    return [{ path, problem: 'this is no list of rules', got: rules, allowed: '[{ to, ports }]' }];
  return rules.flatMap((rule, index) => ruleFindings([...path, index], rule));
}

function ruleFindings(path: Path, rule: unknown): Finding[] {
  if (typeof rule !== 'object' || rule === null) {
    return [{ path, problem: 'this is no rule', got: rule, allowed: '{ to, ports }' }];
  }
  const { to, ports } = rule as { readonly to?: unknown; readonly ports?: unknown };
  return [
    ...peerListFindings([...path, 'to'], to, WORDS),
    ...(Array.isArray(ports) && ports.length > 0
      ? ports.flatMap((port, index) => findingsOf([...path, 'ports', index], 'the port', port, parsePort(port)))
      : [
          {
            path: [...path, 'ports'],
            problem: 'no port is named, which a NetworkPolicy reads as all',
            got: ports,
            allowed: 'at least one port',
          },
        ]),
  ];
}
