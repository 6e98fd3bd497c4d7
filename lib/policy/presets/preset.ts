import type { Policy } from '../model';

/** What every bundle says of itself. */
export interface BundleInfo {
  /** The bundle's name, upstream's where upstream has it. */
  readonly id: string;
  /** In one line, what a sandbox may do that has it. */
  readonly opens: string;
}

/** A function that answers with a piece of policy, and a line on what that opens. */
export type Bundle<Build extends (options: never) => unknown> = Build & BundleInfo;

/** Names a bundle. */
export function bundle<Build extends (options: never) => unknown>(
  id: string,
  opens: string,
  build: Build,
): Bundle<Build> {
  return Object.assign(build, { id, opens });
}

/** A piece of policy that only opens network; it composes with any base. */
export type NetworkFragment = Required<Pick<Policy, 'networkPolicies'>>;
