import { bundle, type NetworkFragment } from '../preset';

export const restricted = bundle(
  'restricted',
  'nothing beside the agent’s baseline',
  (): readonly NetworkFragment[] => [],
);
