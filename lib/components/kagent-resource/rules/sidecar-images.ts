import type { Container } from '../../../api';
import { type Deep, isDeferred, type Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';

/** An image that a component runs, with the prop that decides it. */
export interface UsedImage {
  readonly path: Path;
  readonly image: Leaf<string> | undefined;
}

/** The images of containers of the user's own, as far as the list is known. */
export function sidecarImages(path: Path, containers: Deep<readonly Container[]> | undefined): UsedImage[] {
  if (containers === undefined || isDeferred(containers)) return [];
  return (containers as readonly Deep<Container>[]).flatMap((container, index): UsedImage[] => {
    if (isDeferred(container)) return [];
    return [{ path: [...path, index, 'image'], image: (container as Container).image as Leaf<string> | undefined }];
  });
}
