import type { Leaf } from '../../plan/leaf';
import { findRelease } from '../../releases';
import type { NemoClawHarnessProps } from './props';

/** The image of the harness by its upstream name; the release's is what kagent itself would take. */
export function chosenImage({ image, backend, controlPlane }: NemoClawHarnessProps): Leaf<string> {
  return image ?? findRelease(controlPlane.platform.release)?.kagent.harnessImages[backend] ?? '';
}
