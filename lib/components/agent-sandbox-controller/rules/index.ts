import type { Rule } from '../../../diagnostics/rule';
import { CLUSTER_RULES } from '../../../platform/rules';
import { examplePlatform } from '../../../platform/rules/example-platform';
import { liftRule } from '../../../platform/rules/lift';
import { type ObservedComponent, observabilityRules } from '../../observability/rules';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';
import { LOCKED_IMAGE } from './kf1101-locked-image';
import { WELL_FORMED_IMAGE } from './kf1102-well-formed-image';
import { CONTROLLER_NAMES } from './kf3301-controller-names';
import { PLATFORM_NAMESPACE } from './kf3302-platform-namespace';
import { CONVERSION_NEEDED } from './kf3303-conversion-needed';
import { EXTERNAL_CRDS } from './kf3304-external-crds';
import { ONE_INSTALLATION } from './kf3305-one-installation';
import { CERTIFICATE_RENEWAL } from './kf3306-certificate-renewal';
import { CERTIFICATE_SOURCE } from './kf3307-certificate-source';
import { ROTATION_SCHEDULE } from './kf3308-rotation-schedule';
import { FLAG_RANGES } from './kf3309-flag-ranges';
import { OWN_SETTINGS } from './kf3314-own-settings';
import { STORED_VERSIONS } from './kf3315-stored-versions';
import { INSTALL_METHOD } from './kf3316-install-method';
import { REPLICAS } from './kf3317-replicas';
import { WEBHOOK_AVAILABILITY } from './kf3318-webhook-availability';
import { CONTROLLER_RESOURCES } from './kf3319-controller-resources';

// source: facts/agent-sandbox.md §4
const OBSERVED: ObservedComponent<AgentSandboxControllerProps> = {
  observability: ({ observability }) => observability,
  platform: ({ platform }) => platform,
  exports: () => ({
    component: 'the agent-sandbox controller',
    signals: ['traces'],
    protocols: ['grpc'],
    headers: true,
  }),
  embed: (observability, cluster) => exampleController({ platform: examplePlatform({ cluster }), observability }),
};

/** The rules over the controller's own props. */
export const CONTROLLER_RULES: readonly Rule<AgentSandboxControllerProps>[] = [
  CONTROLLER_NAMES,
  PLATFORM_NAMESPACE,
  CONVERSION_NEEDED,
  EXTERNAL_CRDS,
  ONE_INSTALLATION,
  CERTIFICATE_RENEWAL,
  CERTIFICATE_SOURCE,
  ROTATION_SCHEDULE,
  FLAG_RANGES,
  ...observabilityRules(OBSERVED),
  OWN_SETTINGS,
  STORED_VERSIONS,
  INSTALL_METHOD,
  REPLICAS,
  WEBHOOK_AVAILABILITY,
  CONTROLLER_RESOURCES,
  LOCKED_IMAGE,
  WELL_FORMED_IMAGE,
];

const PLATFORM = {
  read: ({ platform }: AgentSandboxControllerProps) => platform,
  place: (path: readonly (string | number)[]) => ['platform', ...path],
  embed: (platform: AgentSandboxControllerProps['platform']): AgentSandboxControllerProps => ({ platform }),
};

/** All of them, with those over the platform that the controller stands on. */
export const controllerRules: readonly Rule<AgentSandboxControllerProps>[] = [
  ...CLUSTER_RULES.map((rule) => liftRule(rule, PLATFORM)),
  ...CONTROLLER_RULES,
];
