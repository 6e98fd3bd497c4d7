import { findRelease } from '../../../releases';
import { platformOf } from '../place';
import type { KagentControlPlaneProps } from '../props';
import type { UsedImage } from '../used-image';

/** The images of the add-ons that are on. */
export function addonImages(props: KagentControlPlaneProps): UsedImage[] {
  const { kmcp = {}, tools = {}, querydoc = false, grafanaMcp = false } = props.addons ?? {};
  const release = findRelease(platformOf(props)?.release);
  const image = (name: string, addon: { readonly image?: UsedImage['image'] } | false, known: string | undefined) =>
    addon ? [{ path: ['addons', name, 'image'], image: addon.image ?? known }] : [];
  return [
    ...image('kmcp', kmcp, release?.kmcp.images.controller),
    ...image('tools', tools, release?.tools.images.server),
    ...image('querydoc', querydoc, release?.kagent.images.querydoc),
    ...image('grafanaMcp', grafanaMcp, release?.kagent.images.grafanaMcp),
  ];
}
