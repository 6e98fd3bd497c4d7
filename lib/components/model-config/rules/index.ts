import type { Rule } from '../../../diagnostics/rule';
import { kagentResourceRules } from '../../kagent-resource/rules/kagent-platform';
import { behindShape } from '../../kagent-resource/rules/well-shaped';
import type { ModelConfigProps } from '../props';
import { exampleModel } from './example-model';
import { MODEL_KEY_REFERENCES } from './kf5403-key-references';
import { MODEL_HEADERS } from './kf5405-no-clear-text-credentials';
import { MODEL_TLS } from './kf5406-verified-tls';
import { MODEL_PROVIDER } from './kf5410-model-provider';
import { MODEL_URLS } from './kf5411-model-urls';
import { SAMPLING_RANGES } from './kf5412-sampling-ranges';
import { MODEL_CREDENTIALS } from './kf5413-model-credentials';
import { MODEL_SHAPES } from './shapes';

/** The rules over a ModelConfig. */
export const modelConfigRules: readonly Rule<ModelConfigProps>[] = behindShape<ModelConfigProps>(
  MODEL_SHAPES,
  { failing: exampleModel({ provider: null as unknown as ModelConfigProps['provider'] }), mended: exampleModel() },
  [
    ...kagentResourceRules<ModelConfigProps>({ namedLike: 'itself', example: (resource) => exampleModel(resource) }),
    MODEL_PROVIDER,
    MODEL_CREDENTIALS,
    MODEL_KEY_REFERENCES,
    MODEL_URLS,
    SAMPLING_RANGES,
    MODEL_HEADERS,
    MODEL_TLS,
  ],
);
