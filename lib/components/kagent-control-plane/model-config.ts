import type { Resource } from '../../plan/resource';
import { crdKeys } from './crds';
import { controlPlaneMember } from './member';
import type { Settings } from './settings';

/** The ModelConfig that comes with the control plane; it is accepted once the controller has seen its Secret. */
export function modelConfigMembers(settings: Settings): Resource[] {
  const { defaultModel } = settings;
  if (defaultModel === undefined) return [];
  const { name, provider, model, apiKey } = defaultModel;
  return [
    controlPlaneMember(settings, {
      key: 'default-model-config',
      phase: 'workload',
      apiVersion: 'kagent.dev/v1alpha2',
      kind: 'ModelConfig',
      name,
      component: 'model-config',
      dependsOn: [...crdKeys(settings).filter((key) => key === 'crd-modelconfigs'), 'controller'],
      readiness: [{ condition: 'Accepted' }],
      body: { spec: { provider, model, apiKeySecret: apiKey.name, apiKeySecretKey: apiKey.key } },
    }),
  ];
}
