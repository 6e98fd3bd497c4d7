import type { Report } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { isRecord, Spot } from '../spot';

/** What an autoscaler aims at. */
export interface ScaleTarget {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Visits the target of a HorizontalPodAutoscaler or a KEDA ScaledObject; both keep it in `spec.scaleTargetRef`. */
export function lookAtTarget(
  object: KubernetesObject,
  report: Report,
  visit: (target: ScaleTarget, spot: Spot) => void,
): void {
  Spot.of(object, report).look(['spec', 'scaleTargetRef'], (ref) => {
    ref.look(['kind'], (kind) => {
      ref.look(['apiVersion'], (apiVersion) => {
        if (!isRecord(ref.value) || typeof kind.value !== 'string') return;
        visit({ kind: kind.value, apiVersion: typeof apiVersion.value === 'string' ? apiVersion.value : '' }, ref);
      });
    });
  });
}
