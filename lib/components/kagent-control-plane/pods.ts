import type { Settings } from './settings';

/** A pod as Pod Security `restricted` wants it, under one user, whose group reads mounted Secrets. */
export function restrictedPod(user: number) {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** Where the pods of one part run, as the props say for all parts. */
export function placementOf({ props }: Settings, selector: { readonly [label: string]: string }, replicas: number) {
  const { imagePullSecrets, priorityClassName, nodeSelector, tolerations, affinity } = props;
  const spread = props.topologySpreadConstraints ?? (replicas > 1 ? spreadOf(selector) : undefined);
  return {
    ...(imagePullSecrets && { imagePullSecrets }),
    ...(priorityClassName !== undefined && { priorityClassName }),
    nodeSelector: nodeSelector ?? { 'kubernetes.io/os': 'linux' },
    ...(tolerations && { tolerations }),
    ...(affinity && { affinity }),
    ...(spread && { topologySpreadConstraints: spread }),
  };
}

// Counted per revision, so that the pods of the old one do not crowd out those of the new one.
function spreadOf(selector: { readonly [label: string]: string }) {
  return ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selector },
    matchLabelKeys: ['pod-template-hash'],
  }));
}
