import type { Rule } from '../../../diagnostics/rule';
import { checkPodParts } from '../../kagent-resource/rules/pod-parts';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

/** What kagent, and for `/tmp` this component, put into the pod. source: facts/kagent.md §4 */
const OWN = {
  labels: /^(app|kagent)$/,
  volumes:
    /^(config|kagent-token|kagent-skills|skills-init-config|git-auth|google-creds|gdch-creds|tmp)$|^(tls-ca|pull-secret)-/,
  mountPaths: /^\/(config|skills|tmp|creds|gdch-creds|var\/run\/secrets\/tokens)\/?$|^\/etc\/ssl\/certs\/custom(\/|$)/,
  containers: /^(kagent|skills-init)$/,
};

/** Additions leave the pod as kagent needs it. */
export const AGENT_POD_PARTS: Rule<AgentProps> = {
  id: 'KF5508',
  name: 'agent-pod-parts',
  severity: 'error',
  acknowledge: 'never',
  why: 'Labels given here win over the controller’s own, also over those by which Deployment, Service and NetworkPolicies find the pods: the API server refuses the Deployment. So it does with a volume, a path or a container that the pod has already. A ServiceAccount of the agent’s own name is adopted and overwritten.',
  fix: 'choose another name or path; the size of `/tmp` is `security.tmpSizeLimit`',
  faults: [],
  sources: ['facts/kagent.md §4'],
  check({ deployment, name }, report) {
    if (deployment === undefined) return;
    const { labels = {}, annotations = {}, volumes, volumeMounts, extraContainers, serviceAccount } = deployment;
    const containers = { prop: 'extraContainers', list: extraContainers };
    checkPodParts(report, ['deployment'], { labels, annotations, volumes, volumeMounts, containers }, OWN);
    if (serviceAccount?.name !== name) return;
    report({
      path: ['deployment', 'serviceAccount', 'name'],
      problem: 'kagent takes a ServiceAccount of the agent’s name for its own',
      got: name,
    });
  },
  examples: {
    failing: exampleAgent({}, { deployment: { labels: { app: 'mine' } } }),
    mended: exampleAgent({}, { deployment: { labels: { team: 'a' } } }),
  },
};
