import { type OpenShellTarget, openShell } from '../../../releases/openshell';
import type { Policy } from '../../model';
import type { NetworkFragment } from '../preset';

export interface BaselineOptions {
  /** Which OpenShell enforces it: Landlock is demanded where that version survives it (F-REL-05), else best effort. */
  readonly release: OpenShellTarget;
  /** Whether the agent's own hosts are opened; `none` gives files and identity only. @default agent */
  readonly network?: 'agent' | 'none';
  /** Read-only directories of the image beside the system's, e.g. `/opt/tools`. They must exist (F-POL-12). @default - none */
  readonly readOnly?: readonly string[];
  /** Writable directories beside `/sandbox` and `/tmp`, e.g. `/home/linuxbrew`. They must exist. @default - none */
  readonly readWrite?: readonly string[];
}

/**
 * What every agent image has. Upstream also lists /app and the state directories below /sandbox: the supervisor adds
 * the first itself where it exists, the others are writable already, and a path that is missing ends a sandbox whose
 * Landlock is demanded. source: facts/openshell.md §1.9, §4.2; facts/nemoclaw.md §2.1
 */
const READ_ONLY = ['/usr', '/lib', '/etc', '/var/log', '/proc', '/dev/urandom'];
const READ_WRITE = ['/sandbox', '/tmp', '/dev/null', '/dev/pts'];

/** A policy for an agent: its files, an unprivileged identity, and the hosts it cannot do without. */
export function baseline(
  { release, network = 'agent', readOnly = [], readWrite = [] }: BaselineOptions,
  agentReadOnly: readonly string[],
  ...fragments: readonly NetworkFragment[]
): Policy {
  const { survivesHardRequirement } = openShell(release).quirks;
  const networkPolicies =
    network === 'none' ? {} : Object.assign({}, ...fragments.map((fragment) => fragment.networkPolicies));
  return {
    version: 1,
    filesystem: {
      includeWorkdir: true,
      readOnly: [...READ_ONLY, ...agentReadOnly, ...readOnly],
      readWrite: [...READ_WRITE, ...readWrite],
    },
    landlock: { compatibility: survivesHardRequirement ? 'hard_requirement' : 'best_effort' },
    process: { runAsUser: 'sandbox', runAsGroup: 'sandbox' },
    networkPolicies,
  };
}
