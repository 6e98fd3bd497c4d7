import type { GatewayState } from '../../plan/gateway-state';
import { exampleGateway } from '../nemoclaw-harness/example';
import type { PolicySyncProps, SyncProgram } from './props';

/** A program without a fault; the digest is made up. */
export const EXAMPLE_PROGRAM: SyncProgram = { image: `registry.example/kagent-fleet@sha256:${'7'.repeat(64)}` };

/** A provider and the gateway's route to its model. */
export const EXAMPLE_ROWS: readonly GatewayState[] = [
  {
    kind: 'Provider',
    key: 'provider',
    provider: 'openai',
    credentials: { apiKey: { name: 'openai', key: 'apiKey' } },
  },
  { kind: 'InferenceRoute', key: 'inference-route', provider: 'openai', model: 'gpt-4.1-mini' },
];

/** A program of its own without a fault, with some props changed: the examples of the rules. */
export function exampleSync(changes: Readonly<Record<string, unknown>> = {}): PolicySyncProps {
  return {
    gateway: exampleGateway(),
    namespace: 'team-a-kagent',
    state: EXAMPLE_ROWS,
    ...EXAMPLE_PROGRAM,
    ...changes,
  } as unknown as PolicySyncProps;
}
