import { isDeferred } from '../../../plan/leaf';
import type { AgentSandboxPoolProps, PoolVolume } from '../props';

/** The volumes of the short form by name; none when their shape is not known, of which KF3414 speaks. */
export function volumesOf({
  volumes,
}: AgentSandboxPoolProps): readonly (readonly [name: string, volume: PoolVolume])[] {
  if (typeof volumes !== 'object' || volumes === null || isDeferred(volumes)) return [];
  return Object.entries(volumes).filter(
    ([, volume]) => typeof volume === 'object' && volume !== null && !isDeferred(volume),
  );
}
