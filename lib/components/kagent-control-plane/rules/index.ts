import type { Rule } from '../../../diagnostics/rule';
import type { PlatformRef } from '../../../platform/platform-ref';
import { PLATFORM_RULES } from '../../../platform/rules';
import { liftRule } from '../../../platform/rules/lift';
import { type ObservedComponent, observabilityRules } from '../../observability/rules';
import { ADDON_RULES } from '../addons/rules';
import { exampleControlPlane, exampleControlPlanePlatform } from '../example';
import { FENCE_RULES } from '../fence/rules';
import { FRONT_DOOR_RULES } from '../front-door/rules';
import { KAGENT_EXPORTS } from '../monitoring';
import { platformOf } from '../place';
import type { KagentControlPlaneProps } from '../props';
import { LOCKED_IMAGE } from './kf1101-locked-image';
import { WELL_FORMED_IMAGE } from './kf1102-well-formed-image';
import { CONTROL_PLANE_PLACE } from './kf5001-control-plane-place';
import { CRD_OWNER } from './kf5002-crd-owner';
import { GATEWAY_FITS } from './kf5003-gateway-fits';
import { LEAST_PRIVILEGE } from './kf5004-least-privilege';
import { CONTROL_PLANE_SETTINGS } from './kf5005-control-plane-settings';
import { OWN_SETTINGS } from './kf5006-own-settings';
import { ADDRESSES } from './kf5007-addresses';
import { AGENT_DEFAULTS } from './kf5008-agent-defaults';
import { WATCHED_NAMESPACES } from './kf5009-watched-namespaces';
import { EMBEDDED_DATABASE } from './kf5010-embedded-database';
import { DATABASE_SHAPE } from './kf5011-database-shape';
import { DEFAULT_MODEL } from './kf5012-default-model';
import { TLS_PROXY } from './kf5013-tls-proxy';
import { KAGENT_IMAGE } from './kf5014-kagent-image';

const OBSERVED: ObservedComponent<KagentControlPlaneProps> = {
  observability: ({ observability }) => observability,
  platform: platformOf,
  exports: () => KAGENT_EXPORTS,
  embed: (observability, { operators }) =>
    exampleControlPlane({ observability, platform: exampleControlPlanePlatform({ cluster: { operators } }) }),
};

/** The rules over the control plane's own props. */
export const CONTROL_PLANE_RULES: readonly Rule<KagentControlPlaneProps>[] = [
  CONTROL_PLANE_PLACE,
  ...[
    CRD_OWNER,
    GATEWAY_FITS,
    LEAST_PRIVILEGE,
    CONTROL_PLANE_SETTINGS,
    OWN_SETTINGS,
    ADDRESSES,
    AGENT_DEFAULTS,
    WATCHED_NAMESPACES,
    EMBEDDED_DATABASE,
    DATABASE_SHAPE,
    DEFAULT_MODEL,
    TLS_PROXY,
    KAGENT_IMAGE,
    ...FRONT_DOOR_RULES,
    ...ADDON_RULES,
    ...FENCE_RULES,
    LOCKED_IMAGE,
    WELL_FORMED_IMAGE,
  ].map(withPlace),
];

/** All of them, with those over the platform behind it and over what it tells of itself. */
export const controlPlaneRules: readonly Rule<KagentControlPlaneProps>[] = [
  ...PLATFORM_RULES.map(overPlatform),
  ...observabilityRules(OBSERVED).map(withPlace),
  ...CONTROL_PLANE_RULES,
];

// Which of the two holds the platform is found out for each props, so that a message points at what was written.
function overPlatform(rule: Rule<PlatformRef>): Rule<KagentControlPlaneProps> {
  const lifted = (own: boolean) =>
    liftRule<PlatformRef, KagentControlPlaneProps>(rule, {
      read: ({ platform, tenant }) => (own ? platform : tenant?.platform),
      place: (path) => [...(own ? [] : ['tenant']), 'platform', ...path],
      embed: (platform) => exampleControlPlane({ platform: withImages(platform) }),
    });
  const [ofItsOwn, ofItsTenant] = [lifted(true), lifted(false)];
  return {
    ...ofItsOwn,
    check(props, report) {
      ofItsOwn.check(props, report);
      ofItsTenant.check(props, report);
    },
  };
}

// Without a platform nothing is known of the cluster; KF5001 says that.
function withPlace(rule: Rule<KagentControlPlaneProps>): Rule<KagentControlPlaneProps> {
  return {
    ...rule,
    check(props, report) {
      if (props.platform ?? props.tenant?.platform) rule.check(props, report);
    },
  };
}

// The examples of a platform's rules lock what a platform runs, not what a control plane does.
function withImages(platform: PlatformRef): PlatformRef {
  const { images } = exampleControlPlanePlatform();
  return { ...platform, images: { ...platform.images, lock: { ...images.lock, ...platform.images.lock } } };
}
