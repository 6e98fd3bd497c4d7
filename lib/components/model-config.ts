import type { Resource } from '../plan/resource';
import { controlPlaneGate } from '../platform/gates';
import type { ModelConfigRef } from '../platform/model-config-ref';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';
import { tlsField } from './kagent-resource/fields';
import { kagentMember } from './kagent-resource/member';
import { namespaceOf, platformOf } from './kagent-resource/place';
import type { ModelConfigProps } from './model-config/props';
import { providerFields } from './model-config/provider';
import { modelConfigRules } from './model-config/rules';

export type * from './model-config/props';

/** A model for the agents of its namespace. source: facts/kagent.md §1 ModelConfig */
export const modelConfig: ComponentDefinition<ModelConfigProps> = {
  name: 'ModelConfig',
  props: {
    ...COMPONENT_PROPS,
    controlPlane: 'structure',
    namespace: 'structure',
    name: 'structure',
    model: 'leaves',
    provider: 'leaves',
    defaultHeaders: 'leaves',
    tls: 'leaves',
  },
  primary: 'model-config',
  platformOf,
  waitsFor: ({ controlPlane }) => [{ gate: controlPlaneGate(controlPlane) }],
  rules: modelConfigRules,
  build: buildModelConfig,
};

/** The model as plain data, for its agents. */
export function modelConfigRefOf(props: Pick<ModelConfigProps, 'controlPlane' | 'namespace' | 'name'>): ModelConfigRef {
  return { name: props.name, namespace: namespaceOf(props) };
}

function buildModelConfig(props: ModelConfigProps): Resource[] {
  const { model, provider, defaultHeaders, tls } = props;
  return [
    kagentMember(props, {
      key: 'model-config',
      phase: 'workload',
      apiVersion: 'kagent.dev/v1alpha2',
      kind: 'ModelConfig',
      name: props.name,
      component: 'model-config',
      // False as long as one of its Secrets is missing. source: fault F-KAG-03
      readiness: [{ condition: 'Accepted' }],
      body: {
        spec: {
          model,
          ...providerFields(provider),
          ...(defaultHeaders !== undefined && { defaultHeaders }),
          ...(tls !== undefined && { tls: tlsField(tls) }),
        },
      },
    }),
  ];
}
