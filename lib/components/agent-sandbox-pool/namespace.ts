import { noHostAccess } from '../../api/rules/pod/kf3001-no-host-access';
import { noPrivilege } from '../../api/rules/pod/kf3002-no-privilege';
import { noPrivilegeEscalation } from '../../api/rules/pod/kf3003-no-privilege-escalation';
import { runAsNonRoot } from '../../api/rules/pod/kf3004-run-as-non-root';
import { seccompProfile } from '../../api/rules/pod/kf3005-seccomp-profile';
import { findingsOf } from '../../api/rules/spot';
import type { Rule } from '../../diagnostics/rule';
import { type KubernetesObject, type Resource, resource } from '../../plan/resource';
import { OUTSIDE_MESHES } from '../namespace';
import { labelsOf } from './labels';
import { namespaceOf } from './place';
import type { AgentSandboxPoolProps } from './props';
import { isSupervised } from './supervised/policy-of';
import { templateObject } from './template';

const BASELINE: readonly Rule<KubernetesObject>[] = [noHostAccess, noPrivilege];
const RESTRICTED: readonly Rule<KubernetesObject>[] = [noPrivilegeEscalation, runAsNonRoot, seccompProfile];

/** The pool's namespace, when the pool makes it. */
export function namespaceMembers(props: AgentSandboxPoolProps): Resource[] {
  if (!props.createNamespace) return [];
  // The rules let a supervised pod pass; Pod Security knows no exception. source: facts/openshell.md §3.7
  const supervised = isSupervised(props);
  const level = supervised ? 'privileged' : podSecurityLevel(templateObject(props));
  const modes = ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, level]);
  return [
    resource({
      key: 'namespace',
      scope: 'Cluster',
      phase: 'namespace',
      teardown: 90,
      state: { what: 'every sandbox, claim and volume in it', retain: props.retain ?? true, protect: false },
      manifest: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: namespaceOf(props),
          labels: {
            ...labelsOf(props, 'namespace'),
            ...Object.fromEntries(modes),
            ...(supervised && OUTSIDE_MESHES.labels),
          },
          ...(supervised && { annotations: OUTSIDE_MESHES.annotations }),
        },
      },
    }),
  ];
}

/**
 * The strictest Pod Security level that the template's pods fit. What is deferred counts as fitting: the API server
 * then refuses the pod rather than that the namespace is opened for it.
 */
export function podSecurityLevel(template: KubernetesObject): 'restricted' | 'baseline' | 'privileged' {
  const breaks = (rules: readonly Rule<KubernetesObject>[]) =>
    rules.some((rule) => findingsOf((report) => rule.check(template, report)).length > 0);
  if (breaks(BASELINE)) return 'privileged';
  return breaks(RESTRICTED) ? 'baseline' : 'restricted';
}
