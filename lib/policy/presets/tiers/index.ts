import { balanced } from './balanced';
import { open } from './open';
import { restricted } from './restricted';

export type { TierOptions } from './balanced';

/**
 * Presets by how much an agent is trusted, as fragments to compose with a baseline. Upstream's `personal` tier, which
 * opens every host, and its permissive bundle, whose rules serve any executable, have no counterpart on purpose.
 */
export const tiers = { restricted, balanced, open } as const;
