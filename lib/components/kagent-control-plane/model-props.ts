import type { SecretKeyRef } from '../../plan/secret-ref';

/** The default ModelConfig: provider, model and where its key is. KF5012. */
export interface ModelDefaults {
  /** @default default-model-config */
  readonly name?: string;
  /** What the gateway can route as well. source: fault F-KAG-13 */
  readonly provider: 'OpenAI' | 'Anthropic';
  /** As the provider spells it. */
  readonly model: string;
  /** In the control plane's namespace. */
  readonly apiKey: SecretKeyRef;
}
