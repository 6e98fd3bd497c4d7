import type { Rule } from '../../../diagnostics/rule';
import type { PlatformRef } from '../../../platform/platform-ref';
import { PLATFORM_RULES } from '../../../platform/rules';
import { liftRule } from '../../../platform/rules/lift';
import { releases } from '../../../releases';
import type { OtlpExports } from '../../observability/exports';
import { type ObservedComponent, observabilityRules } from '../../observability/rules';
import { AUTH_RULES } from '../auth/rules';
import { capabilitiesOf } from '../capabilities';
import { exampleGateway, exampleGatewayPlatform, exampleSideBySide } from '../example';
import { FENCE_RULES } from '../fence/rules';
import { platformOf } from '../place';
import type { OpenShellGatewayProps } from '../props';
import { TLS_RULES } from '../tls/rules';
import { LOCKED_IMAGE } from './kf1101-locked-image';
import { WELL_FORMED_IMAGE } from './kf1102-well-formed-image';
import { GATEWAY_PLACE } from './kf4001-gateway-place';
import { KNOWN_CONFIG_KEYS } from './kf4002-known-config-keys';
import { WORKSPACE_MODE } from './kf4003-workspace-mode';
import { STORAGE } from './kf4004-storage';
import { INFERENCE_SHAPE } from './kf4005-inference-shape';
import { OWN_SETTINGS } from './kf4006-own-settings';
import { DEFAULT_IMAGE_LOCKED } from './kf4007-default-image-locked';
import { HONOURED_INPUTS } from './kf4008-honoured-inputs';
import { APP_ARMOR } from './kf4009-app-armor';
import { OPENSHELL_IMAGE } from './kf4037-openshell-image';
import { INGRESS } from './kf4050-ingress';
import { BACKUP } from './kf4051-backup';
import { GATEWAY_RESOURCES } from './kf4052-gateway-resources';
import { SANDBOX_PODS } from './kf4053-sandbox-pods';
import { GATEWAY_SYNC } from './kf4054-gateway-sync';
import { SYNC_PROGRAM_RULES } from './sync-program';

/** The rules over the gateway's own props. */
export const GATEWAY_RULES: readonly Rule<OpenShellGatewayProps>[] = [
  GATEWAY_PLACE,
  KNOWN_CONFIG_KEYS,
  WORKSPACE_MODE,
  STORAGE,
  INFERENCE_SHAPE,
  OWN_SETTINGS,
  DEFAULT_IMAGE_LOCKED,
  HONOURED_INPUTS,
  APP_ARMOR,
  ...TLS_RULES,
  ...AUTH_RULES,
  ...FENCE_RULES,
  OPENSHELL_IMAGE,
  INGRESS,
  BACKUP,
  GATEWAY_RESOURCES,
  SANDBOX_PODS,
  GATEWAY_SYNC,
  ...SYNC_PROGRAM_RULES,
  LOCKED_IMAGE,
  WELL_FORMED_IMAGE,
];

const OBSERVED: ObservedComponent<OpenShellGatewayProps> = {
  observability: ({ observability }) => observability,
  platform: platformOf,
  exports: otlpExports,
  embed: (observability, { operators }) =>
    exampleSideBySide({
      observability,
      platform: exampleGatewayPlatform({
        release: releases.SIDE_BY_SIDE,
        cluster: { operators: ['cert-manager', ...operators] },
      }),
    }),
};

/** All of them, with those over the platform behind the gateway and over what it tells of itself. */
export const gatewayRules: readonly Rule<OpenShellGatewayProps>[] = [
  ...PLATFORM_RULES.map(overPlatform),
  ...observabilityRules(OBSERVED).map(withPlatform),
  ...GATEWAY_RULES,
];

// Which of the two holds the platform is found out for each props, so that a message points at what was written.
function overPlatform(rule: Rule<PlatformRef>): Rule<OpenShellGatewayProps> {
  const embed = (platform: PlatformRef) =>
    (platform.release === 'KAGENT_0_9' ? exampleGateway : exampleSideBySide)({ platform: withGatewayImages(platform) });
  const lifted = (own: boolean) =>
    liftRule<PlatformRef, OpenShellGatewayProps>(rule, {
      read: ({ platform, tenant }) => (own ? platform : tenant?.platform),
      place: (path) => [...(own ? [] : ['tenant']), 'platform', ...path],
      embed,
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

// Without a platform nothing is known of the cluster; KF4001 says that.
function withPlatform(rule: Rule<OpenShellGatewayProps>): Rule<OpenShellGatewayProps> {
  return {
    ...rule,
    check(props, report) {
      if (platformOf(props) !== undefined) rule.check(props, report);
    },
  };
}

// The examples of a platform's rules lock what a platform runs, not what a gateway does.
function withGatewayImages(platform: PlatformRef): PlatformRef {
  const { images } = exampleGatewayPlatform();
  return { ...platform, images: { ...platform.images, lock: { ...images.lock, ...platform.images.lock } } };
}

/** What the gateway of the platform's release can send: its headers are the SDK's. source: facts/openshell.md §6 */
function otlpExports(props: OpenShellGatewayProps): OtlpExports {
  const signals = capabilitiesOf(props)?.otlp ?? [];
  return {
    component: 'the gateway',
    signals,
    protocols: ['grpc'],
    headers: true,
    // Its exporter is built without. source: Cargo.toml and crates/openshell-otel/src/lib.rs at v0.0.111
    tls: false,
    because:
      signals.length === 0 ? 'OpenShell 0.0.46 has no exporter' : 'OpenShell exports traces, by gRPC in plain text',
  };
}
