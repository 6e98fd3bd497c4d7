import type { Rule } from '../../../diagnostics/rule';
import { checkPodParts } from '../../kagent-resource/rules/pod-parts';
import type { McpServerProps } from '../props';
import { exampleRun } from './example-server';

/** What kmcp, and for `/tmp` this component, put into the pod. source: facts/kagent.md §2 kmcp */
const OWN = {
  labels: /^app\.kubernetes\.io\/(name|instance|managed-by)$/,
  volumes: /^(config|binary|tmp)$|^cm-/,
  mountPaths: /^\/(config|adapterbin|tmp)\/?$|^\/configmaps\//,
  containers: /^(mcp-server|copy-binary)$/,
};

/** Additions leave the pod as kmcp needs it. */
export const SERVER_POD_PARTS: Rule<McpServerProps> = {
  id: 'KF5459',
  name: 'server-pod-parts',
  severity: 'error',
  acknowledge: 'never',
  why: 'With another selector label, or with a volume, a path or a container that the pod has already, the API server refuses the Deployment at each reconcile.',
  fix: 'choose another name or path; the size of `/tmp` is `security.tmpSizeLimit`',
  faults: [],
  sources: ['facts/kagent.md §2 kmcp'],
  check({ run }, report) {
    if (run === undefined) return;
    const { labels = {}, annotations = {}, volumes, volumeMounts, sidecars } = run;
    const containers = { prop: 'sidecars', list: sidecars };
    checkPodParts(report, ['run'], { labels, annotations, volumes, volumeMounts, containers }, OWN);
  },
  examples: {
    failing: exampleRun({ labels: { 'app.kubernetes.io/name': 'mine' } }),
    mended: exampleRun({ labels: { team: 'a' } }),
  },
};
