import type { Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { gatewayReleaseOf } from '../capabilities';
import type { OpenShellGatewayProps } from '../props';

/** An image that the component runs, with the prop that decides it. */
export interface UsedImage {
  readonly path: Path;
  readonly image: Leaf<string> | undefined;
}

/** The images of the gateway, of the supervisor in its sandboxes, and of every Job. */
export function imagesOf(props: OpenShellGatewayProps): UsedImage[] {
  const { image, sandboxes, backup, tls } = props;
  const released = gatewayReleaseOf(props)?.images;
  const used: UsedImage[] = [
    { path: ['image'], image: image ?? released?.gateway },
    { path: ['sandboxes', 'supervisorImage'], image: sandboxes?.supervisorImage ?? released?.supervisor },
    { path: ['backup', 'volumeSnapshot', 'image'], image: backup?.volumeSnapshot?.image },
    { path: ['backup', 'cronJob', 'image'], image: backup?.cronJob?.image },
    { path: ['tls', 'job', 'image'], image: tls?.job?.image },
    { path: ['tls', 'certManager', 'keysImage'], image: tls?.certManager?.keysImage },
    { path: ['tls', 'keys', 'image'], image: tls?.keys?.image },
  ];
  return used.filter(({ image: name }) => name !== undefined);
}
