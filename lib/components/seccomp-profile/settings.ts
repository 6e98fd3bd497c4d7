import type { PlatformRef } from '../../platform/platform-ref';
import { isBefore, parseMinorVersion } from '../../platform/version';
import { builtInProfile, type OciSeccompProfile } from '../../seccomp';
import { needsAppArmorUnconfined } from './app-armor';
import { localhostProfileOf } from './localhost-profile';
import type { AdmissionAttachment, SeccompProfileProps } from './props';

/** The props with every default filled in and every choice made, as the parts of the component need them. */
export interface Settings {
  readonly props: SeccompProfileProps;
  readonly platform: PlatformRef;
  readonly name: string;
  readonly profile: OciSeccompProfile;
  readonly localhostProfile: string;
  readonly attachment: Attachment | undefined;
}

/** An admission attachment with every choice made. */
export interface Attachment {
  readonly namespaces: readonly string[];
  /** `undefined` for the whole pod. */
  readonly containers: readonly string[] | undefined;
  readonly mode: 'mutate' | 'report';
  readonly appArmorUnconfined: boolean;
}

/** What the props amount to. The rules have passed. */
export function settingsOf(props: SeccompProfileProps): Settings {
  return {
    props,
    platform: props.platform,
    name: props.name,
    profile: profileOf(props),
    localhostProfile: localhostProfileOf(props),
    attachment: attachmentOf(props),
  };
}

/** The profile that is delivered: the user's own, or the library's with the user's changes. */
export function profileOf({ profile, use, deny, allow }: SeccompProfileProps): OciSeccompProfile {
  return profile ?? builtInProfile(use, { deny, allow });
}

/** What is attached at admission, or `undefined` for nothing. */
export function attachmentOf({ attach, use, platform }: SeccompProfileProps): Attachment | undefined {
  if (attach === undefined) return undefined;
  const { namespaces, containers, mode, appArmor } = attach;
  return {
    namespaces,
    containers: containers ?? (use === 'openshell-sidecar' ? ['agent'] : undefined),
    mode: mode ?? (mutatingVersion(platform, attach) === undefined ? 'report' : 'mutate'),
    appArmorUnconfined: appArmor === undefined ? needsAppArmorUnconfined(platform, use) : appArmor === 'Unconfined',
  };
}

/**
 * The API version in which the cluster serves MutatingAdmissionPolicies, or `undefined` where it does not: v1 from 1.36
 * on, v1beta1 in 1.34 and 1.35 behind a gate. source: Kubernetes, KEP-3962; OpenAPI of 1.34 and 1.36
 */
export function mutatingVersion(
  { cluster }: PlatformRef,
  { betaServed = false }: Pick<AdmissionAttachment, 'betaServed'>,
): 'v1' | 'v1beta1' | undefined {
  const version = parseMinorVersion(cluster.kubernetes);
  if (!version.ok || isBefore(version.value, [1, 34])) return undefined;
  if (!isBefore(version.value, [1, 36])) return 'v1';
  return betaServed ? 'v1beta1' : undefined;
}
