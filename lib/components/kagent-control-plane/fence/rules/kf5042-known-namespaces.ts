import type { Rule } from '../../../../diagnostics/rule';
import { exampleControlPlane } from '../../example';
import type { KagentControlPlaneProps } from '../../props';
import { watchesOf } from '../../settings';

/** The agents that are fenced are in namespaces that have a name. */
export const KNOWN_NAMESPACES: Rule<KagentControlPlaneProps> = {
  id: 'KF5042',
  name: 'known-namespaces',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A NetworkPolicy is made per namespace: with every namespace watched, agents outside the control plane’s own are under none of ours, and any pod with the label app: kagent reaches the API and may say that it is any user.',
  fix: 'list watchNamespaces; rbac: cluster may stay',
  faults: ['F-TEN-03', 'F-KAG-27'],
  sources: ['facts/kagent.md §4, §5, §10.12'],
  check(props, report) {
    if (watchesOf(props) !== 'all') return;
    report({
      path: ['watchNamespaces'],
      problem: 'every namespace is watched, and only agents in the control plane’s own are fenced',
      got: 'all',
      allowed: 'a list of namespaces',
    });
  },
  examples: {
    failing: exampleControlPlane({ rbac: 'cluster' }),
    mended: exampleControlPlane({ rbac: 'cluster', watchNamespaces: ['team-a'] }),
  },
};
