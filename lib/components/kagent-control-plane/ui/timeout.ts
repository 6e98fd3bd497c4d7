import { parseDuration } from '../../../syntax/duration';
import type { KagentControlPlaneProps } from '../props';

export const DEFAULT_STREAM_TIMEOUT = '30m';

const SECOND = 1_000_000_000n;

/** How long a streamed answer may take, in whole seconds. */
export function streamSeconds({ ui }: KagentControlPlaneProps): number {
  const written = (ui || undefined)?.streamTimeout ?? DEFAULT_STREAM_TIMEOUT;
  const parsed = parseDuration(written);
  if (!parsed.ok) throw new Error(parsed.reason);
  return Number(parsed.value / SECOND);
}
