import { needsAppArmorUnconfined } from './app-armor';
import { localhostProfileOf } from './localhost-profile';
import type { SeccompProfileProps } from './props';

/** What a pod's or a container's `securityContext` says of the profile. */
export interface PodSecurity {
  readonly seccompProfile: { readonly type: 'Localhost'; readonly localhostProfile: string };
  readonly appArmorProfile?: { readonly type: 'Unconfined' };
}

/**
 * The part of a `securityContext` that puts a pod of yours under the profile, for a pool's template or your own pods.
 * With OpenShell's supervisor in the pod, AppArmor is part of it where F-REL-06 demands it.
 */
export function podSecurityOf(props: Pick<SeccompProfileProps, 'delivery' | 'name' | 'platform' | 'use'>): PodSecurity {
  return {
    seccompProfile: { type: 'Localhost', localhostProfile: localhostProfileOf(props) },
    ...(needsAppArmorUnconfined(props.platform, props.use) && { appArmorProfile: { type: 'Unconfined' } }),
  };
}
