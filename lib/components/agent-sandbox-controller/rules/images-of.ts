import type { Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { findRelease } from '../../../releases';
import type { AgentSandboxControllerProps } from '../props';

/** An image that the component runs, with the prop that decides it. */
export interface UsedImage {
  readonly path: Path;
  readonly image: Leaf<string> | undefined;
}

/** The controller's image and, where there is one, that of the rotation. */
export function imagesOf({ image, webhookCertificate, platform }: AgentSandboxControllerProps): UsedImage[] {
  return [
    { path: ['image'], image: image ?? findRelease(platform.release)?.agentSandbox.images.controller },
    ...(webhookCertificate?.source === 'rotated'
      ? [{ path: ['webhookCertificate', 'image'], image: webhookCertificate.image }]
      : []),
  ];
}
