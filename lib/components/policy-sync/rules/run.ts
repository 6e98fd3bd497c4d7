import type { GatewayRef } from '../../../platform/gateway-ref';
import { exampleGateway } from '../../nemoclaw-harness/example';
import { EXAMPLE_PROGRAM } from '../example';
import type { SyncProgram } from '../props';

/** A program as somebody runs it: what the rules of PolicySync, harness and gateway look at alike. */
export interface SyncRun {
  readonly gateway: Pick<GatewayRef, 'auth' | 'platform' | 'callers'>;
  readonly namespace: string;
  readonly program: SyncProgram;
}

/** A run without a fault, with some of its parts changed. */
export function exampleRun(
  program: Readonly<Record<string, unknown>> = {},
  gateway: Parameters<typeof exampleGateway>[0] = {},
): SyncRun {
  return {
    gateway: exampleGateway(gateway),
    namespace: 'team-a-kagent',
    program: { ...EXAMPLE_PROGRAM, ...program } as SyncProgram,
  };
}
