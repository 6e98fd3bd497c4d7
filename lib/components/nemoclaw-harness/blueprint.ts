/**
 * The defaults of NemoClaw's blueprint 0.1.0, as reviewed data. Its image and its OpenShell (0.0.72) are not here: what
 * kagent drives is older, and brings an image of its own. source: facts/nemoclaw.md §1.1; facts/verified.md §1, §2
 */

/** An inference profile: which provider and model it means, and where it looks for them. */
export interface InferenceProfile {
  readonly provider: 'nvidia' | 'openai';
  readonly model: string;
  /** Where upstream expects the model; empty where the user has to say. */
  readonly endpoint: string;
}

const SUPER = 'nvidia/nemotron-3-super-120b-a12b';

export const INFERENCE_PROFILES = {
  default: { provider: 'nvidia', model: SUPER, endpoint: 'https://integrate.api.nvidia.com/v1' },
  ncp: { provider: 'nvidia', model: SUPER, endpoint: '' },
  'nim-local': { provider: 'openai', model: SUPER, endpoint: 'http://nim-service.local:8000/v1' },
  vllm: {
    provider: 'openai',
    model: 'nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-FP8',
    endpoint: 'http://localhost:8000/v1',
  },
  routed: { provider: 'openai', model: 'nvidia-routed', endpoint: 'http://localhost:4000/v1' },
} as const satisfies { readonly [name: string]: InferenceProfile };

export type InferenceProfileName = keyof typeof INFERENCE_PROFILES;

/** Shares of a machine, in percent, of CPU and memory alike. */
export const RESOURCE_PROFILES = { creator: 50, gamer: 25, 'game-developer': 60, developer: 75 } as const;

export type ResourceProfileName = keyof typeof RESOURCE_PROFILES;

/** What a sandbox of this profile may take of a node, for the gateway's `containerDefaults`. source: facts/nemoclaw.md §1.1 */
export function resourcesOfProfile(
  profile: ResourceProfileName,
  node: { /** Cores. */ readonly cpu: number /** Gibibytes. */; readonly memoryGi: number },
): {
  readonly requests: { readonly [resource: string]: string };
  readonly limits: { readonly [resource: string]: string };
} {
  const share = RESOURCE_PROFILES[profile] / 100;
  const amounts = {
    cpu: `${Math.floor(node.cpu * 1000 * share)}m`,
    memory: `${Math.floor(node.memoryGi * 1024 * share)}Mi`,
  };
  return { requests: amounts, limits: amounts };
}
