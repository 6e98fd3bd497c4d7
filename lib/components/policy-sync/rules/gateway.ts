import { isRecord } from '../../../api/rules/spot';
import type { GatewayRef } from '../../../platform/gateway-ref';
import { REF_VERSION } from '../../../platform/platform-ref';

/** Whether this is the ref of a gateway, by what the program needs of it. */
export function isGateway(value: unknown): value is GatewayRef {
  return (
    isRecord(value) &&
    value.refVersion === REF_VERSION &&
    isRecord(value.platform) &&
    isRecord(value.endpoint) &&
    isRecord(value.transport) &&
    Array.isArray(value.callers) &&
    typeof value.name === 'string' &&
    typeof value.namespace === 'string'
  );
}
