import { type KubernetesTypes, kubernetes } from '../kubernetes';
import type { Schema } from '../schema';

/** A Kubernetes type in the form that kagent 0.9.12 embeds: it is built with Kubernetes 1.36's. */
export function embedded<N extends keyof KubernetesTypes>(name: N): Schema<KubernetesTypes[N]> {
  return kubernetes(name, { asOf: '1.36' });
}
