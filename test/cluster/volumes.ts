import type { ApiClient } from './api-client';

/**
 * PersistentVolumes for claims of this StorageClass: no provisioner runs here, so without them a claim stays Pending.
 * They are hostPath volumes of fake nodes: nothing is ever written to the path.
 */
export async function createVolumes(
  client: ApiClient,
  { count, storageClassName = '', size = '100Gi' }: { count: number; storageClassName?: string; size?: string },
): Promise<void> {
  for (let index = 0; index < count; index++) {
    const volume = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `test-${storageClassName || 'none'}-${index}` },
      spec: {
        storageClassName,
        capacity: { storage: size },
        accessModes: ['ReadWriteOnce', 'ReadWriteMany'],
        persistentVolumeReclaimPolicy: 'Retain',
        hostPath: { path: `/test-volumes/${index}` },
      },
    };
    await client.create(volume);
  }
}
