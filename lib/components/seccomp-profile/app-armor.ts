import type { PlatformRef } from '../../platform/platform-ref';
import { isBefore, parseReleaseVersion } from '../../platform/version';
import { findRelease } from '../../releases';
import type { SeccompUse } from '../../seccomp';

// The first OpenShell whose driver can set it. source: fault F-REL-06
const SETS_APP_ARMOR_ITSELF = [0, 0, 57];

/**
 * Whether somebody has to take AppArmor's default profile from OpenShell's pods: it denies the shared mount of `ip netns
 * add`, and before 0.0.57 the driver cannot ask for another one. source: fault F-REL-06; OpenShell #1643, #1767
 */
export function needsAppArmorUnconfined(platform: PlatformRef, use: SeccompUse): boolean {
  if (use !== 'openshell-combined' || platform.cluster.nodeAppArmor === 'absent') return false;
  const version = parseReleaseVersion(findRelease(platform.release)?.openshell.version);
  return version.ok && isBefore(version.value, SETS_APP_ARMOR_ITSELF);
}
