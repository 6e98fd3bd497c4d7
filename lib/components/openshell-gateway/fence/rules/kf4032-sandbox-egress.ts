import type { Rule } from '../../../../diagnostics/rule';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { parsePort } from '../../../../syntax/port';
import { peerFindings } from '../../../observability/rules/peer-findings';
import { exampleGateway } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/** What sandboxes may reach is written so that it means what it says. */
export const SANDBOX_EGRESS: Rule<OpenShellGatewayProps> = {
  id: 'KF4032',
  name: 'sandbox-egress',
  severity: 'error',
  acknowledge: 'never',
  why: 'A rule without peers or without ports is "everything" to a NetworkPolicy: the wall around the sandboxes would be open.',
  fix: 'write { to: [peers], ports: [numbers] }, or an empty list for sandboxes that reach DNS and their gateway alone',
  faults: ['F-NET-04'],
  sources: ['facts/openshell.md §4.4, §10.9'],
  check({ sandboxes }, report) {
    const egress: unknown = sandboxes?.egress;
    if (egress === undefined) return;
    const at = ['sandboxes', 'egress'];
    if (!Array.isArray(egress)) {
      report({ path: at, problem: 'this is no list of rules', got: egress, allowed: 'a list of { to, ports }' });
      return;
    }
    for (const [index, rule] of egress.entries()) {
      const path = [...at, index];
      const { to, ports } = (typeof rule === 'object' && rule !== null ? rule : {}) as {
        to?: unknown;
        ports?: unknown;
      };
      if (!Array.isArray(to) || to.length === 0) {
        report({ path: [...path, 'to'], problem: 'the rule names no peer', got: to, allowed: 'at least one peer' });
      }
      if (!Array.isArray(ports) || ports.length === 0) {
        report({
          path: [...path, 'ports'],
          problem: 'the rule names no port',
          got: ports,
          allowed: 'at least one port',
        });
      }
      for (const [place, peer] of (Array.isArray(to) ? to : []).entries()) {
        if (peer === 'public-internet') continue;
        if (typeof peer !== 'object' || peer === null) {
          const allowed = "'public-internet', { namespace, podLabels } or { cidr }";
          report({ path: [...path, 'to', place], problem: 'there is no such peer', got: peer, allowed });
          continue;
        }
        for (const finding of peerFindings([...path, 'to', place], peer)) report(finding);
      }
      for (const [place, port] of (Array.isArray(ports) ? ports : []).entries()) {
        for (const finding of findingsOf([...path, 'ports', place], 'the port', port, parsePort(port))) report(finding);
      }
    }
  },
  examples: {
    failing: exampleGateway({ sandboxes: { egress: [{ to: [], ports: [443] }] } }),
    mended: exampleGateway({ sandboxes: { egress: [{ to: ['public-internet'], ports: [443] }] } }),
  },
};
