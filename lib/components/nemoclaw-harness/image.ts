import { isDeferred, type Leaf } from '../../plan/leaf';
import { findRelease } from '../../releases';
import { parseImageReference } from '../../syntax/image-reference';
import type { NemoClawHarnessProps } from './props';

/** The image of the harness by its upstream name; the release's is what kagent itself would take. */
export function chosenImage({ image, backend, controlPlane }: NemoClawHarnessProps): Leaf<string> {
  return image ?? releaseImage({ backend, controlPlane }) ?? '';
}

/** Whether the harness runs the image that was run with this release, from whichever registry. Deferred is not known to. */
export function isReleaseImage(props: NemoClawHarnessProps): boolean {
  const { image } = props;
  const [given, own] = [parseImageReference(image), parseImageReference(releaseImage(props))];
  if (image === undefined) return true;
  if (isDeferred(image) || !given.ok || !own.ok) return false;
  const locked = props.controlPlane.platform.images.lock[releaseImage(props) ?? ''];
  const { tag, digest = locked } = own.value;
  return given.value.digest === undefined
    ? given.value.tag !== undefined && given.value.tag === tag
    : given.value.digest === digest;
}

function releaseImage({ backend, controlPlane }: Pick<NemoClawHarnessProps, 'backend' | 'controlPlane'>) {
  return findRelease(controlPlane.platform.release)?.kagent.harnessImages[backend];
}
