import type { Rule } from '../../../diagnostics/rule';
import { liftRule } from '../../../platform/rules/lift';
import { POLICY_RULES, type PolicyInput } from '../../../policy';
import { kagentResourceRules } from '../../kagent-resource/rules/kagent-platform';
import { exampleGateway, exampleHarness } from '../example';
import { policyOf } from '../network';
import { isControlPlane, openShellOf } from '../place';
import type { NemoClawHarnessProps } from '../props';
import { LOCKED_IMAGE, WELL_FORMED_IMAGE } from './images';
import { SANDBOX_NAME_FITS } from './kf5601-sandbox-name-fits';
import { HARNESS_RUNTIME } from './kf5603-harness-runtime';
import { ONE_MODEL } from './kf5604-one-model';
import { INFERENCE_PROFILE } from './kf5605-inference-profile';
import { ENV_PLAIN } from './kf5606-env-plain';
import { ENV_RESERVED } from './kf5607-env-reserved';
import { ENV_BAKED } from './kf5608-env-baked';
import { GATEWAY_DECIDES } from './kf5609-gateway-decides';
import { POLICY_GIVEN } from './kf5610-policy-given';
import { BASELINE_OPEN } from './kf5611-baseline-open';
import { POLICY_ENFORCED } from './kf5612-policy-enforced';
import { FILES_FROZEN } from './kf5613-files-frozen';
import { CHANNEL_SHAPE } from './kf5614-channel-shape';
import { CHANNEL_OPEN } from './kf5615-channel-open';
import { CHANNEL_HOSTS } from './kf5616-channel-hosts';
import { TOKEN_ONCE } from './kf5617-token-once';
import { HARNESS_WORDS } from './kf5618-harness-words';
import { VERIFY_COMMAND } from './kf5619-verify-command';
import { ENV_IN_CLEAR } from './kf5620-env-in-clear';
import { PATHS_OF_THE_IMAGE } from './kf5621-paths-of-the-image';
import { USERS_LISTED } from './kf5622-users-listed';
import { SYNC_SHAPE } from './kf5623-sync-shape';
import { BINARIES_OF_THE_IMAGE } from './kf5624-binaries-of-the-image';
import { IMAGE_OF_THE_RELEASE } from './kf5625-image-of-the-release';
import { CHANNEL_TOKENS_FILLED_IN } from './kf5626-channel-tokens-filled-in';
import { SYNC_PROGRAM_RULES } from './sync-program';

/** The rules over the harness's own props. */
const HARNESS_RULES: readonly Rule<NemoClawHarnessProps>[] = [
  SANDBOX_NAME_FITS,
  ONE_MODEL,
  INFERENCE_PROFILE,
  ENV_PLAIN,
  ENV_RESERVED,
  ENV_BAKED,
  GATEWAY_DECIDES,
  POLICY_GIVEN,
  BASELINE_OPEN,
  POLICY_ENFORCED,
  FILES_FROZEN,
  CHANNEL_SHAPE,
  CHANNEL_OPEN,
  CHANNEL_HOSTS,
  TOKEN_ONCE,
  HARNESS_WORDS,
  VERIFY_COMMAND,
  ENV_IN_CLEAR,
  PATHS_OF_THE_IMAGE,
  USERS_LISTED,
  SYNC_SHAPE,
  BINARIES_OF_THE_IMAGE,
  IMAGE_OF_THE_RELEASE,
  CHANNEL_TOKENS_FILLED_IN,
  ...SYNC_PROGRAM_RULES,
  LOCKED_IMAGE,
  WELL_FORMED_IMAGE,
];

/** Without a control plane KF5603 says so, and there is nothing to hold the rest against. */
function besideControlPlane(rule: Rule<NemoClawHarnessProps>): Rule<NemoClawHarnessProps> {
  return {
    ...rule,
    check(props, report) {
      if (isControlPlane(props.controlPlane)) rule.check(props, report);
    },
  };
}

/** The rules over platform, control plane, namespace and name, as for every custom resource of kagent. */
const RESOURCE_RULES = kagentResourceRules<NemoClawHarnessProps>({
  namedLike: 'itself',
  example: ({ controlPlane, ...resource }) =>
    exampleHarness({ ...resource, controlPlane: { ...controlPlane, gateway: exampleGateway() } }),
});

/** The policy with the OpenShell of the gateway. */
const POLICY = {
  read(props: NemoClawHarnessProps): PolicyInput | undefined {
    const policy = policyOf(props);
    const openshell = openShellOf(props);
    return policy && openshell && { policy, openshell };
  },
  place: (path: readonly (string | number)[]) => ['policy', ...path],
  // A mended twin for a newer OpenShell says nothing here: the example without a fault stands for it.
  embed: ({ policy, openshell }: PolicyInput) => exampleHarness(openshell.version === OPENSHELL ? { policy } : {}),
};

/** What every harness runs on. Rules that speak of newer versions only have nothing to say of one. */
const OPENSHELL = '0.0.46';
const HARNESS_POLICY_RULES = POLICY_RULES.filter(({ examples }) => examples.failing.openshell.version === OPENSHELL);

/** All of them, with those over policies and over what every custom resource of kagent has. */
export const nemoClawHarnessRules: readonly Rule<NemoClawHarnessProps>[] = [
  HARNESS_RUNTIME,
  ...[...RESOURCE_RULES, ...HARNESS_POLICY_RULES.map((rule) => liftRule(rule, POLICY)), ...HARNESS_RULES].map(
    besideControlPlane,
  ),
];
