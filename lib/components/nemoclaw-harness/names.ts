/** Key of the AgentHarness in its component. */
export const HARNESS_KEY = 'harness';

/** A hash over what decides the sandbox and is not in the AgentHarness; nothing of it reaches a sandbox that exists. */
export const INPUTS_ANNOTATION = 'kagent-fleet.dev/harness-inputs';

/** Provider records that kagent leaves in the gateway when the harness goes. source: fault F-SCR-07 */
export const PROVIDERS_ANNOTATION = 'kagent-fleet.dev/gateway-providers';

/** Fields of an AgentHarness's spec that are read once. source: facts/kagent.md §3 */
export const CREATE_ONLY = [
  'backend',
  'runtime',
  'image',
  'env',
  'network',
  'modelConfigRef',
  'channels',
  'substrate',
] as const;
