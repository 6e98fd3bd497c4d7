import { findRelease } from '../../../releases';
import { platformOf } from '../place';
import type { KagentControlPlaneProps } from '../props';
import type { UsedImage } from '../used-image';

/** The image of the proxy, where there is one. */
export function frontDoorImages(props: KagentControlPlaneProps): UsedImage[] {
  const { oauth2Proxy } = props.frontDoor ?? {};
  if (!oauth2Proxy) return [];
  const known = findRelease(platformOf(props)?.release)?.kagent.images.oauth2Proxy;
  return [{ path: ['frontDoor', 'oauth2Proxy', 'image'], image: oauth2Proxy.image ?? known }];
}
