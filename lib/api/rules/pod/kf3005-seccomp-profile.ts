import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleContainer, exampleTemplateWith } from '../examples';
import { isRecord, type Spot } from '../spot';
import { eachContainer, lookAtPod, nameOf } from './pod-of';

const ALLOWED = 'RuntimeDefault, or Localhost with localhostProfile';

/** Every container has a seccomp profile, by its own setting or the pod's. */
export const seccompProfile: Rule<KubernetesObject> = {
  id: 'KF3005',
  name: 'seccomp-profile',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Kubernetes runs containers without any system call filter unless a profile is named or the kubelet defaults one.',
  fix: 'set `seccompProfile: { type: RuntimeDefault }` on the pod',
  faults: [],
  sources: ['Kubernetes Pod Security Standards, restricted', 'DESIGN §9'],
  check(object, report) {
    lookAtPod(object, report, (pod) => {
      pod.look(['securityContext', 'seccompProfile'], (profile) => {
        if (profile.value !== undefined) judge(profile, 'the pod');
      });
    });
    eachContainer(object, report, (container, pod) => {
      container.look(['securityContext', 'seccompProfile'], (own) => {
        if (own.value !== undefined) return judge(own, nameOf(container));
        pod.look(['securityContext', 'seccompProfile'], (inherited) => {
          if (inherited.value !== undefined) return;
          own.refuse({ problem: `${nameOf(container)} has no seccomp profile, nor has its pod`, allowed: ALLOWED });
        });
      });
    });
  },
  examples: {
    failing: exampleTemplateWith({
      securityContext: { ...(exampleContainer().securityContext as object), seccompProfile: { type: 'Unconfined' } },
    }),
    mended: exampleTemplateWith({}),
  },
};

function judge(profile: Spot, whose: string): void {
  profile.look(['type'], (type) => {
    if (type.value === 'RuntimeDefault') return;
    if (type.value !== 'Localhost') {
      type.refuse({ problem: `${whose} runs without a system call filter`, got: type.value, allowed: ALLOWED });
      return;
    }
    profile.look(['localhostProfile'], (path) => {
      if (typeof path.value === 'string' && path.value !== '') return;
      path.refuse({
        problem: `${whose} names no profile of the node`,
        got: isRecord(profile.value) ? profile.value : undefined,
        allowed: 'a path below the kubelet’s seccomp folder',
      });
    });
  });
}
