import type { Rule } from '../../../diagnostics/rule';
import { needsAppArmorUnconfined } from '../app-armor';
import type { SeccompProfileProps } from '../props';
import { attachmentOf } from '../settings';
import { exampleAttached } from './example-profile';
import { isKnownUse } from './kf3519-known-words';

/** Where AppArmor would keep the supervisor from starting, the same policy takes it off. */
export const APP_ARMOR_UNCONFINED: Rule<SeccompProfileProps> = {
  id: 'KF3515',
  name: 'app-armor-unconfined',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'On nodes with AppArmor the runtime’s default profile denies the shared mount of `ip netns add`, and OpenShell before 0.0.57 cannot ask for another one: the pod is in CrashLoopBackOff, "network namespace creation failed".',
  fix: 'use `mode: mutate` with `appArmor: Unconfined`, or nodes without AppArmor; when a policy of yours does it, say `nodeAppArmor: mutated`',
  faults: ['F-REL-06'],
  sources: ['OpenShell #1643, #1767', 'facts/openshell-0.0.46.md §3'],
  check(props, report) {
    const attachment = attachmentOf(props);
    const { cluster } = props.platform;
    if (attachment === undefined || !isKnownUse(props.use)) return;
    if (cluster.nodeAppArmor !== 'enabled' || !needsAppArmorUnconfined(props.platform, props.use)) return;
    if (attachment.appArmorUnconfined && attachment.mode === 'mutate') return;
    const [field, problem] = attachment.appArmorUnconfined
      ? ([
          'mode',
          'a policy that only reports leaves AppArmor’s default profile on pods that cannot start under it',
        ] as const)
      : (['appArmor', 'AppArmor’s default profile stays on pods that cannot start under it'] as const);
    report({
      path: ['attach', field],
      problem,
      got: field === 'mode' ? attachment.mode : props.attach?.appArmor,
      allowed: field === 'mode' ? 'mutate' : 'Unconfined',
    });
  },
  examples: {
    failing: exampleAttached('1.36', { appArmor: 'keep' }, 'enabled'),
    mended: exampleAttached('1.36', {}, 'enabled'),
  },
};
