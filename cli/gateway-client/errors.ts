import { status } from '@grpc/grpc-js';

/** Codes by name, as they are printed. */
export type GatewayCode = keyof typeof status;

/** A refusal by the gateway or by the way to it. */
export class GatewayError extends Error {
  constructor(
    readonly code: GatewayCode,
    readonly method: string,
    details: string,
  ) {
    super(`${method}: ${code}${details === '' ? '' : `: ${details}`}${HINTS[code] ?? ''}`);
  }
}

/** What a reader can do about codes whose own text does not say it. */
const HINTS: { readonly [C in GatewayCode]?: string } = {
  UNAUTHENTICATED: ' (the gateway wants a client certificate or a bearer token: --tls, --token-file)',
  PERMISSION_DENIED: " (the caller's role or scope does not suffice: upstream wants its admin role for writes)",
  UNIMPLEMENTED: ' (the gateway is of another release than the document)',
};

/** Failures of the way rather than of the call: they pass by themselves. All calls made here may be made twice. */
const TRANSIENT: readonly GatewayCode[] = ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'CANCELLED', 'RESOURCE_EXHAUSTED'];

/** Handshakes that no second try mends; Node's texts, since grpc has no code for them. */
const HOPELESS = /certificate|self.signed|altname|wrong version number|SSL routines|unable to verify/i;

/** Whether the same call may succeed a little later. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof GatewayError) || !TRANSIENT.includes(error.code)) return false;
  return !HOPELESS.test(error.message);
}

/** The error of grpc as one of ours; anything else as it is. */
export function gatewayError(method: string, error: unknown): unknown {
  const { code, details } = error as { code?: unknown; details?: unknown };
  const name = typeof code === 'number' ? (status[code] as GatewayCode | undefined) : undefined;
  return name === undefined ? error : new GatewayError(name, method, typeof details === 'string' ? details : '');
}

export function hasCode(error: unknown, ...codes: readonly GatewayCode[]): error is GatewayError {
  return error instanceof GatewayError && codes.includes(error.code);
}
