import type { HarnessModelConfig, NemoClawHarnessProps } from './props';

/** The ModelConfig of the harness, as far as it is known what it says. */
export interface ModelOfHarness extends Partial<Pick<HarnessModelConfig, 'provider' | 'model' | 'apiKey'>> {
  readonly name: string;
  readonly namespace: string;
}

/** The ModelConfig that the harness uses; the control plane's default says what the gateway's route says. */
export function modelOf({ modelConfig, controlPlane }: NemoClawHarnessProps): ModelOfHarness | undefined {
  const { namespace, defaultModelConfig, gateway } = controlPlane;
  if (modelConfig !== undefined) return { namespace, ...modelConfig };
  return defaultModelConfig === undefined ? undefined : { name: defaultModelConfig, namespace, ...gateway?.inference };
}

/** The reference in full, so that it means the same in every namespace. */
export function modelConfigRef({ namespace, name }: ModelOfHarness): string {
  return `${namespace}/${name}`;
}
