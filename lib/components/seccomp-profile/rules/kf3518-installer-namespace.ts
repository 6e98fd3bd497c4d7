import type { Rule } from '../../../diagnostics/rule';
import type { SeccompProfileProps } from '../props';
import { exampleProfile } from './example-profile';

const IMAGE = `registry.k8s.io/e2e-test-images/busybox:1.36.1-1@sha256:${'0'.repeat(64)}`;

/** A namespace of the user's for the DaemonSet is one that Pod Security lets it into, and nobody else. */
export const INSTALLER_NAMESPACE: Rule<SeccompProfileProps> = {
  id: 'KF3518',
  name: 'installer-namespace',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'Pods that mount a folder of the node are refused under Pod Security `baseline` and `restricted`, so the DaemonSet makes none; and whoever may create pods in a `privileged` namespace has the node.',
  fix: 'have the namespace made here, or make one that enforces `privileged` and in which nobody else may create pods',
  faults: [],
  sources: ['Kubernetes Pod Security Standards, baseline: HostPath Volumes'],
  check({ delivery }, report) {
    if (delivery.by !== 'daemon-set' || delivery.createNamespace !== false) return;
    report({
      path: ['delivery', 'createNamespace'],
      problem: 'the DaemonSet runs in a namespace whose Pod Security is not known here',
      got: delivery.namespace ?? false,
    });
  },
  examples: {
    failing: exampleProfile({
      delivery: { by: 'daemon-set', image: IMAGE, namespace: 'node-agents', createNamespace: false },
    }),
    mended: exampleProfile({ delivery: { by: 'daemon-set', image: IMAGE } }),
  },
};
