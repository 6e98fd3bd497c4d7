import { releases } from '../../releases';
import type { ClusterFacts } from '../cluster';
import { definePlatform, type PlatformProps, type PlatformRef } from '../platform-ref';

/** The cluster of the rules' examples. */
export const EXAMPLE_CLUSTER: ClusterFacts = {
  kubernetes: '1.34',
  cni: 'calico',
  apiServerCidrs: ['192.0.2.10/32'],
  serviceCidr: '10.96.0.0/16',
  podCidr: '10.244.0.0/16',
  nodeAppArmor: 'absent',
  podPidsLimit: 4096,
  operators: ['cert-manager', 'prometheus-operator'],
};

/** A platform without a fault, for the rules' examples; the digest in its lock is made up. */
export function examplePlatform(
  props: Partial<Omit<PlatformProps, 'cluster'>> & { readonly cluster?: Partial<ClusterFacts> } = {},
): PlatformRef {
  return definePlatform({
    release: releases.SIDE_BY_SIDE,
    images: { lock: { [releases.SIDE_BY_SIDE.agentSandbox.images.controller]: `sha256:${'0'.repeat(64)}` } },
    ...props,
    cluster: { ...EXAMPLE_CLUSTER, ...props.cluster },
  });
}
