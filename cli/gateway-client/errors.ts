/** gRPC's codes by number; spelled out so that a command which calls no gateway loads no gRPC. */
const CODES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

export type GatewayCode = (typeof CODES)[number];

/** A refusal by the gateway or by the way to it. */
export class GatewayError extends Error {
  constructor(
    readonly code: GatewayCode,
    readonly method: string,
    details: string,
  ) {
    super(`${method}: ${code}${details === '' ? '' : `: ${details}`}${hintFor(code, details)}`);
  }
}

/** What a reader can do about codes whose own text does not say it. */
const HINTS: { readonly [C in GatewayCode]?: string } = {
  UNAUTHENTICATED: ' (the gateway wants a client certificate or a bearer token: --tls, --token-file)',
  PERMISSION_DENIED: " (the caller's role or scope does not suffice: upstream wants its admin role for writes)",
  UNIMPLEMENTED: ' (the gateway is of another release than the document)',
};

function hintFor(code: GatewayCode, details: string): string {
  if (/alert certificate required/.test(details)) return ' (the gateway wants a client certificate: --tls)';
  return HINTS[code] ?? '';
}

/** On one line, without what grpc adds about itself. */
function tidy(details: string): string {
  return details.replace(/\s*\(\d{4}-[^)]*\)\.\s*Resolution note:.*$/s, '').replace(/\s+/g, ' ');
}

/** Failures of the way rather than of the call: they pass by themselves. All calls made here may be made twice. */
const TRANSIENT: readonly GatewayCode[] = ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'CANCELLED', 'RESOURCE_EXHAUSTED'];

/** What no second try mends, handshakes and sizes; told by text, since gRPC has no code for them. */
const HOPELESS = /certificate|self.signed|altname|wrong version number|SSL routines|unable to verify|larger than max/i;

/** Whether the same call may succeed a little later. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof GatewayError) || !TRANSIENT.includes(error.code)) return false;
  return !HOPELESS.test(error.message);
}

/** The error of grpc as one of ours; anything else as it is. */
export function gatewayError(method: string, error: unknown): unknown {
  const { code, details } = error as { code?: unknown; details?: unknown };
  const name = typeof code === 'number' ? CODES[code] : undefined;
  return name === undefined ? error : new GatewayError(name, method, typeof details === 'string' ? tidy(details) : '');
}

export function hasCode(error: unknown, ...codes: readonly GatewayCode[]): error is GatewayError {
  return error instanceof GatewayError && codes.includes(error.code);
}
