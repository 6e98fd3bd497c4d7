import type { Rule } from '../../../diagnostics/rule';
import type { SeccompProfileProps } from '../props';
import { exampleProfile } from './example-profile';

const DESCENDING = /^(?!.*(^|\/)\.{1,2}(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;

/** Paths are below the kubelet's folder for seccomp profiles, and say so. */
export const KUBELET_PATHS: Rule<SeccompProfileProps> = {
  id: 'KF3509',
  name: 'kubelet-paths',
  severity: 'error',
  acknowledge: 'never',
  why: 'The API server refuses a localhostProfile that is absolute or goes upwards; another folder is one that the kubelet does not read, or one that a DaemonSet has no business in.',
  fix: 'write the path relative to the kubelet’s seccomp folder, e.g. profiles/openshell.json',
  faults: ['F-ISO-01'],
  sources: ['Kubernetes, SeccompProfile.localhostProfile'],
  check({ delivery }, report) {
    if (delivery.by === 'existing' && !DESCENDING.test(delivery.localhostProfile)) {
      report({
        path: ['delivery', 'localhostProfile'],
        problem: 'this is no path below the kubelet’s seccomp folder',
        got: delivery.localhostProfile,
        allowed: 'names between slashes, without a slash at the start and without ".."',
        ...(delivery.localhostProfile.startsWith('/var/lib/kubelet/seccomp/') && {
          fix: `write ${delivery.localhostProfile.slice('/var/lib/kubelet/seccomp/'.length)}`,
        }),
      });
    }
    if (delivery.by !== 'daemon-set' || delivery.kubeletFolder === undefined) return;
    const folder = delivery.kubeletFolder;
    if (folder.startsWith('/') && DESCENDING.test(folder.slice(1)) && folder.endsWith('/seccomp')) return;
    report({
      path: ['delivery', 'kubeletFolder'],
      problem: 'this is not a kubelet’s seccomp folder',
      got: folder,
      allowed: 'an absolute path that ends in /seccomp, as <kubelet root>/seccomp',
      fix: 'give the folder `seccomp` below the kubelet’s --root-dir',
    });
  },
  examples: {
    failing: exampleProfile({
      delivery: { by: 'existing', localhostProfile: '/var/lib/kubelet/seccomp/openshell.json' },
    }),
    mended: exampleProfile({ delivery: { by: 'existing', localhostProfile: 'openshell.json' } }),
  },
};
