import { sidecarImages, type UsedImage } from '../../kagent-resource/rules/sidecar-images';
import type { AgentProps } from '../props';

/** The images that the agent names itself; that of kagent's runtime is the control plane's. */
export function imagesOf({ byo, skills, deployment }: AgentProps): UsedImage[] {
  return [
    ...(byo === undefined ? [] : [{ path: ['byo', 'image'], image: byo.image }]),
    ...(skills?.refs ?? []).map((image, index) => ({ path: ['skills', 'refs', index], image })),
    ...sidecarImages(['deployment', 'extraContainers'], deployment?.extraContainers),
  ];
}
