import type { GatewayState } from '../../plan/gateway-state';
import type { OpenShellGatewayProps } from './props';

/**
 * The rows behind `inference.local`, of which a gateway has one for all its sandboxes: a provider named after its type, as
 * kagent names it, and the route to its model. source: facts/openshell-0.0.46.md §6
 */
export function inferenceStateOf({ inference }: OpenShellGatewayProps): readonly GatewayState[] {
  if (inference === undefined) return [];
  const provider = inference.provider.toLowerCase();
  return [
    { kind: 'Provider', key: 'provider', provider, credentials: { apiKey: inference.apiKey } },
    { kind: 'InferenceRoute', key: 'inference-route', provider, model: inference.model },
  ];
}
