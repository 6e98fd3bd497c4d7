import type { Resource } from '../plan/resource';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';
import { admissionMembers } from './seccomp-profile/admission';
import { daemonSetMembers } from './seccomp-profile/daemon-set';
import { operatorMembers } from './seccomp-profile/operator-profile';
import type { SeccompProfileProps } from './seccomp-profile/props';
import { seccompProfileRules } from './seccomp-profile/rules';
import { settingsOf } from './seccomp-profile/settings';

export { needsAppArmorUnconfined } from './seccomp-profile/app-armor';
export { localhostProfileOf } from './seccomp-profile/localhost-profile';
export { type PodSecurity, podSecurityOf } from './seccomp-profile/pod-security';
export type * from './seccomp-profile/props';

/** A seccomp profile on the nodes, and on the pods that are to run under it. source: facts/openshell.md §4.5; facts/verified.md §10 */
export const seccompProfile: ComponentDefinition<SeccompProfileProps> = {
  name: 'SeccompProfile',
  props: {
    ...COMPONENT_PROPS,
    platform: 'structure',
    name: 'structure',
    use: 'structure',
    profile: 'structure',
    deny: 'structure',
    allow: 'structure',
    // `by`, namespace and folder are plain by their types, and KF3519 sees that they are; the image may be deferred.
    delivery: 'leaves',
    attach: 'structure',
  },
  platformOf: ({ platform }) => platform,
  rules: seccompProfileRules,
  build: buildSeccompProfile,
};

function buildSeccompProfile(props: SeccompProfileProps): Resource[] {
  const settings = settingsOf(props);
  return [...daemonSetMembers(settings), ...operatorMembers(settings), ...admissionMembers(settings)];
}
