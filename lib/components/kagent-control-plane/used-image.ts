import type { Leaf } from '../../plan/leaf';
import type { Path } from '../../plan/path';

/** An image that the component runs, with the prop that decides it. */
export interface UsedImage {
  readonly path: Path;
  readonly image: Leaf<string> | undefined;
}
