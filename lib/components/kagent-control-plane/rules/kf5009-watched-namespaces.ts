import type { Finding, Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsLabel } from '../../../syntax/names';
import { exampleControlPlane } from '../example';
import { platformOf } from '../place';
import type { KagentControlPlaneProps } from '../props';

/** Namespaces that are reconciled exist by name and are none of the system's or of sandboxes. */
export const WATCHED_NAMESPACES: Rule<KagentControlPlaneProps> = {
  id: 'KF5009',
  name: 'watched-namespaces',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent leaves out a malformed name with one line in its log and, when none is left, watches the whole cluster. Where it reconciles it reads every Secret and makes pods that anybody with a right on Agents shapes.',
  fix: 'list namespaces of the same tenant; the control plane’s own is always among them',
  faults: ['F-KAG-27', 'F-TEN-04'],
  sources: ['facts/kagent.md §2, §10.12', 'kagent v0.9.12 go/core/pkg/app/app.go, filterValidNamespaces'],
  check(props, report) {
    const { watchNamespaces } = props;
    if (watchNamespaces === undefined) return;
    if (!Array.isArray(watchNamespaces)) {
      report({ path: ['watchNamespaces'], problem: 'this is no list', allowed: 'names of namespaces' });
      return;
    }
    for (const finding of namespaceFindings(props, watchNamespaces)) report(finding);
  },
  examples: {
    failing: exampleControlPlane({ watchNamespaces: ['Team A', 'kube-system'] }),
    mended: exampleControlPlane({ watchNamespaces: ['team-a-agents'] }),
  },
};

function namespaceFindings(props: KagentControlPlaneProps, watched: readonly unknown[]): Finding[] {
  const closed = closedNamespaces(props);
  return watched.flatMap((namespace, index): Finding[] => {
    const path = ['watchNamespaces', index];
    const use = closed.get(namespace);
    return [
      ...findingsOf(path, 'the namespace', namespace, parseDnsLabel(namespace)),
      ...(watched.indexOf(namespace) < index
        ? [{ path, problem: 'this namespace is listed twice', got: namespace }]
        : []),
      ...(use === undefined ? [] : [{ path, problem: `this namespace is that of ${use}`, got: namespace }]),
    ];
  });
}

function closedNamespaces(props: KagentControlPlaneProps): ReadonlyMap<unknown, string> {
  const { tenant, gateway } = props;
  const closed: readonly (readonly [unknown, string])[] = [
    ['kube-system', 'the cluster'],
    ['kube-public', 'the cluster'],
    [platformOf(props).agentSandboxNamespace, 'the agent-sandbox controller'],
    [gateway?.sandboxNamespace, 'the gateway’s sandboxes'],
    [gateway?.namespace, 'the gateway, with its keys'],
    [tenant?.namespaces?.gatewaySandboxes, 'the tenant’s harnesses'],
    [tenant?.namespaces?.gateway, 'the tenant’s gateway, with its keys'],
  ];
  return new Map(closed.filter(([namespace]) => namespace !== undefined));
}
