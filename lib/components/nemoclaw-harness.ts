import type { Resource } from '../plan/resource';
import { controlPlaneGate } from '../platform/gates';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';
import { editGuardMembers } from './nemoclaw-harness/edit-guard';
import { harnessMember } from './nemoclaw-harness/harness';
import { HARNESS_KEY } from './nemoclaw-harness/names';
import type { NemoClawHarnessProps } from './nemoclaw-harness/props';
import { nemoClawHarnessRules } from './nemoclaw-harness/rules';
import { syncMembersOf } from './nemoclaw-harness/sync';

export {
  INFERENCE_PROFILES,
  type InferenceProfile,
  type InferenceProfileName,
  RESOURCE_PROFILES,
  type ResourceProfileName,
  resourcesOfProfile,
} from './nemoclaw-harness/blueprint';
export type * from './nemoclaw-harness/channel-props';
export { INPUTS_ANNOTATION, PROVIDERS_ANNOTATION } from './nemoclaw-harness/names';
export type * from './nemoclaw-harness/props';
export { harnessStateOf } from './nemoclaw-harness/state';

/** An agent harness in a sandbox of the tenant's gateway: OpenClaw, NemoClaw or Hermes. source: facts/kagent.md §3 */
export const nemoClawHarness: ComponentDefinition<NemoClawHarnessProps> = {
  name: 'NemoClawHarness',
  props: {
    ...COMPONENT_PROPS,
    controlPlane: 'structure',
    name: 'structure',
    namespace: 'structure',
    backend: 'structure',
    description: 'leaves',
    image: 'leaves',
    modelConfig: 'structure',
    inferenceProfile: 'structure',
    env: 'leaves',
    policy: 'structure',
    sync: 'leaves',
    channels: 'structure',
    onChange: 'structure',
    secretsRevision: 'structure',
    editGuard: 'structure',
    decisionLog: 'structure',
    verify: 'structure',
    resourceProfile: 'structure',
    runtimeClassName: 'structure',
  },
  primary: HARNESS_KEY,
  platformOf: ({ controlPlane }) => controlPlane?.platform,
  waitsFor: ({ controlPlane }) => [{ gate: controlPlaneGate(controlPlane) }],
  rules: nemoClawHarnessRules,
  build: buildHarness,
};

function buildHarness(props: NemoClawHarnessProps): Resource[] {
  const guard = editGuardMembers(props);
  const keys = guard.map(({ key }) => key);
  const harness = harnessMember(props, keys);
  return [...guard, harness, ...syncMembersOf(props, harness)];
}
