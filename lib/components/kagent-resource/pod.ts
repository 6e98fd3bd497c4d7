import type { Container, Volume, VolumeMount } from '../../api';
import { resolveImageLeaf } from '../../images/resolve';
import { constant } from '../../plan/constant';
import { type Deep, type Leaf, mapLeaf } from '../../plan/leaf';
import type { PlatformRef } from '../../platform/platform-ref';
import type { PodSecurity } from './props';

/** Name of the volume on `/tmp`. */
export const TMP = 'tmp';

const RESTRICTED = constant({
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  runAsNonRoot: true,
});

/** Pod Security `restricted` for one container. source: faults F-KAG-07, F-KAG-08 */
export function containerSecurity(readOnlyRootFilesystem: boolean, user?: Leaf<number>) {
  return { ...RESTRICTED, readOnlyRootFilesystem, ...(user !== undefined && { runAsUser: user, runAsGroup: user }) };
}

/** Pod Security `restricted` for the pod. Without a user, the image's own counts, which must be a number above 0. */
export function podSecurity({ runAsUser, runAsGroup, fsGroup, seccompProfile }: PodSecurity) {
  const group = fsGroup ?? runAsUser;
  return {
    runAsNonRoot: true,
    ...(runAsUser !== undefined && { runAsUser, runAsGroup: runAsGroup ?? runAsUser }),
    ...(group !== undefined && { fsGroup: group, fsGroupChangePolicy: 'OnRootMismatch' }),
    seccompProfile: seccompProfile ?? { type: 'RuntimeDefault' },
  };
}

/** The emptyDir on `/tmp` that a read-only root needs. */
export function tmpVolume({ tmpSizeLimit = '1Gi' }: PodSecurity): Deep<Volume> {
  return { name: TMP, emptyDir: { sizeLimit: tmpSizeLimit } };
}

export const TMP_MOUNT: Deep<VolumeMount> = constant({ name: TMP, mountPath: '/tmp' });

/** Containers of the user's own, restricted and with their images by digest; what they say themselves is kept. KF5407. */
export function sidecars(containers: Deep<readonly Container[]>, { images }: PlatformRef): Deep<readonly Container[]> {
  const harden = (container: Container): Container => ({
    ...container,
    ...(container.image !== undefined && {
      image: resolveImageLeaf(container.image, images).reference as string,
    }),
    securityContext: { ...containerSecurity(true), ...container.securityContext } as Container['securityContext'],
  });
  return mapLeaf(containers as Leaf<readonly Leaf<Container>[]>, (list) =>
    list.map((item) => mapLeaf(item, harden)),
  ) as Deep<readonly Container[]>;
}
