import { nousTool } from './nous-broker';
import { bundle } from './preset';

export const nousImage = bundle(
  'nous-image',
  'image generation through a Nous tool broker in the cluster',
  nousTool('nous_image', '/fal-queue', ['GET', 'POST']),
);
