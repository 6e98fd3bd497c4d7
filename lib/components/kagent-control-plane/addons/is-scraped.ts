import type { Settings } from '../settings';

/** Whether anybody may read metrics; without, no port is opened for them. */
export function isScraped({ props }: Settings): boolean {
  return (props.observability?.metrics?.scrapeFrom ?? []).length > 0;
}
