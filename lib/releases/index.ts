import { KAGENT_0_9 } from './kagent-0-9';
import type { Release, ReleaseName } from './release';
import { SIDE_BY_SIDE } from './side-by-side';

export type {
  AgentSandboxRelease,
  AlphaConsumer,
  KagentRelease,
  KmcpRelease,
  Release,
  ReleaseName,
  ToolsRelease,
} from './release';

/** The releases by name. One must be chosen; none is chosen silently. */
export const releases: { readonly [Name in ReleaseName]: Release } = { KAGENT_0_9, SIDE_BY_SIDE };

/** The release of that name, or `undefined` for a name this version of the library does not know. */
export function findRelease(name: string): Release | undefined {
  return Object.hasOwn(releases, name) ? releases[name as ReleaseName] : undefined;
}
