import type { Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsLabel } from '../../../syntax/names';
import { installerNamespace } from '../daemon-set';
import type { SeccompProfileProps } from '../props';
import { exampleAttached } from './example-profile';

/** The profile is put on the pods of sandbox namespaces, and on no others. */
export const ATTACHED_NAMESPACES: Rule<SeccompProfileProps> = {
  id: 'KF3517',
  name: 'attached-namespaces',
  severity: 'error',
  acknowledge: 'never',
  why: 'The policy takes every pod of the namespace: with none it does nothing, and on the control plane’s own pods it stops what would have to deliver the file, or takes AppArmor from it.',
  fix: 'name the namespaces in which OpenShell creates sandboxes',
  faults: [],
  sources: ['DESIGN §9', 'facts/verified.md §2'],
  check(props, report) {
    const { attach, platform } = props;
    if (attach === undefined) return;
    const path: Path = ['attach', 'namespaces'];
    const { namespaces, containers } = attach;
    if (namespaces.length === 0)
      report({ path, problem: 'no namespace is named', got: namespaces, allowed: 'at least one' });
    const control = [platform.agentSandboxNamespace, installerNamespace(props)];
    for (const [index, namespace] of namespaces.entries()) {
      const at = [...path, index];
      for (const finding of findingsOf(at, 'the namespace', namespace, parseDnsLabel(namespace))) report(finding);
      if (namespaces.indexOf(namespace) < index)
        report({ path: at, problem: 'the namespace is named twice', got: namespace });
      if (!control.includes(namespace) && !String(namespace).startsWith('kube-')) continue;
      report({
        path: at,
        problem: 'pods of the control plane run here',
        got: namespace,
        allowed: 'sandbox namespaces',
      });
    }
    if (containers === undefined) return;
    const where: Path = ['attach', 'containers'];
    if (containers.length === 0)
      report({
        path: where,
        problem: 'no container is named',
        got: containers,
        allowed: 'at least one, or leave it out',
      });
    for (const [index, name] of containers.entries()) {
      for (const finding of findingsOf([...where, index], 'the container', name, parseDnsLabel(name))) report(finding);
    }
  },
  examples: {
    failing: exampleAttached('1.36', { namespaces: ['kube-system'] }),
    mended: exampleAttached('1.36', { namespaces: ['team-a-sandboxes'] }),
  },
};
