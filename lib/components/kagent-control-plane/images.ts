import { mirrorImage } from '../../images/mirrors';
import { resolveImage } from '../../images/resolve';
import { findRelease, type Release } from '../../releases';
import { type ImageReference, parseImageReference } from '../../syntax/image-reference';
import { addonImages } from './addons/images';
import { frontDoorImages } from './front-door/images';
import { platformOf } from './place';
import type { KagentControlPlaneProps } from './props';
import { tlsProxyImage, usesTlsProxy } from './tls-proxy/settings';
import type { UsedImage } from './used-image';

/** The images of every part, and of the agents' init container. */
export function imagesOf(props: KagentControlPlaneProps): UsedImage[] {
  const { controller, ui, database, agents, gateway, tlsProxy } = props;
  const kagent = findRelease(platformOf(props)?.release)?.kagent;
  const known = kagent?.images;
  return [
    { path: ['controller', 'image'], image: controller?.image ?? known?.controller },
    ...(ui === false ? [] : [{ path: ['ui', 'image'], image: ui?.image ?? known?.ui }]),
    ...(database?.embedded
      ? [
          {
            path: ['database', 'embedded', 'image'],
            image: database.embedded.image ?? known?.[database.embedded.vector ? 'pgvector' : 'postgres'],
          },
        ]
      : []),
    { path: ['agents', 'skillsInitImage'], image: agents?.skillsInitImage ?? known?.skillsInit },
    ...(usesTlsProxy(gateway) && kagent
      ? [{ path: ['tlsProxy', 'image'], image: tlsProxyImage(tlsProxy, kagent) }]
      : []),
    ...addonImages(props),
    ...frontDoorImages(props),
  ];
}

/** The image that the controller gives Python agents, at its mirror. */
export function agentImage({ agents }: KagentControlPlaneProps, release: Release, mirrors: Mirrors): ImageReference {
  return partsOf(mirrorImage(agents?.image ?? release.kagent.images.app, mirrors));
}

/** The image of the init container that fetches skills, at its mirror and with the lock's digest. */
export function skillsInitImage(props: KagentControlPlaneProps, release: Release): ImageReference {
  const { images } = platformOf(props);
  return partsOf(resolveImage(props.agents?.skillsInitImage ?? release.kagent.images.skillsInit, images).reference);
}

type Mirrors = { readonly [prefix: string]: string };

function partsOf(image: string): ImageReference {
  const parsed = parseImageReference(image);
  // KF1102 and KF5008 have said so; the message is for the report of a refused definition.
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}
