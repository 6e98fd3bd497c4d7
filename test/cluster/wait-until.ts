export interface WaitOptions {
  timeoutMs?: number;
  intervalMs?: number;
}

export class WaitTimeout extends Error {
  override name = 'WaitTimeout';
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Asks again and again until `probe` returns something truthy, and returns that. An error of the probe counts
 * as "not yet"; the last one is in the message when time runs out.
 */
export async function waitUntil<T>(
  what: string,
  probe: () => Promise<T> | T,
  { timeoutMs = 60_000, intervalMs = 100 }: WaitOptions = {},
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() >= deadline) {
      throw new WaitTimeout(`waited ${timeoutMs / 1000} s for ${what}; last seen: ${describe(last)}`);
    }
    await sleep(intervalMs);
  }
}

function describe(value: unknown): string {
  return value instanceof Error ? value.message : (JSON.stringify(value) ?? String(value));
}
