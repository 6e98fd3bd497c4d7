import type { Rule } from '../../../diagnostics/rule';
import { INFERENCE_PROFILES, type InferenceProfile } from '../blueprint';
import { exampleControlPlane, exampleGateway, exampleHarness } from '../example';
import { modelOf } from '../model';
import type { NemoClawHarnessProps } from '../props';

const { vllm } = INFERENCE_PROFILES;

/** A profile of the blueprint is what the gateway's route really is. */
export const INFERENCE_PROFILE: Rule<NemoClawHarnessProps> = {
  id: 'KF5605',
  name: 'inference-profile-fits',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent takes no inference profile: the gateway’s route decides. It has no provider `nvidia`, and the endpoints of the other profiles are on a workstation.',
  fix: 'set `inference` of the OpenShellGateway to the model of the profile, or leave the profile out',
  faults: ['F-KAG-13'],
  sources: ['facts/nemoclaw.md §1.1, §11.5', 'facts/kagent.md §3'],
  check(props, report) {
    const { inferenceProfile } = props;
    if (inferenceProfile === undefined || !Object.hasOwn(INFERENCE_PROFILES, inferenceProfile)) return;
    const profile: InferenceProfile = INFERENCE_PROFILES[inferenceProfile];
    if (profile.provider === 'nvidia') {
      report({
        path: ['inferenceProfile'],
        problem: 'the profile is of the provider nvidia, which kagent cannot register',
        got: inferenceProfile,
        allowed: profilesOf('openai').join(', '),
      });
      return;
    }
    const model = modelOf(props);
    if (model?.provider === 'OpenAI' && model.model === profile.model) return;
    report({
      path: ['inferenceProfile'],
      problem:
        `the profile means OpenAI ${profile.model}, and the route ${model?.provider ?? 'nothing'} ${model?.model ?? ''}`.trim(),
      got: inferenceProfile,
      allowed: `a route to OpenAI ${profile.model}; in place of ${profile.endpoint} the provider record names a Service`,
    });
  },
  examples: {
    failing: exampleHarness({ inferenceProfile: 'default' }),
    mended: exampleHarness({
      inferenceProfile: 'vllm',
      controlPlane: exampleControlPlane({
        gateway: exampleGateway({
          inference: { provider: 'OpenAI', model: vllm.model, apiKey: { name: 'vllm', key: 'apiKey' } },
        }),
      }),
    }),
  },
};

function profilesOf(provider: InferenceProfile['provider']): string[] {
  return Object.entries(INFERENCE_PROFILES)
    .filter(([, profile]) => profile.provider === provider)
    .map(([name]) => name);
}
