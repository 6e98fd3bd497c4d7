import { canonicalJson } from '../plan/canonical-json';
import { addsOf, type Filesystem, frozenFilesystem, mergedFilesystem } from './policy-filesystem';

/** A policy as proto-JSON, as far as its sections matter here. */
export interface StoredPolicy {
  readonly version?: number;
  readonly filesystem?: Filesystem;
  readonly landlock?: object;
  readonly process?: { readonly runAsUser?: string; readonly runAsGroup?: string };
  readonly networkPolicies?: { readonly [rule: string]: object };
  readonly networkMiddlewares?: { readonly [name: string]: object };
}

/** What writing a policy over the one that is there would do. */
export interface PolicyDifference {
  /** Whether the gateway's policy already is what would be written. */
  readonly same: boolean;
  /** What a release takes on a live sandbox: the rules asked for, with the static sections that it has. */
  readonly write: StoredPolicy;
  /** Rules by what happens to them, for a reader. */
  readonly changes: readonly string[];
  /** What only a new sandbox can have. source: facts/openshell.md §1.9 */
  readonly frozen: readonly string[];
}

/**
 * The policy asked for against the latest one of the sandbox. A static section that is asked for must be the sandbox's
 * own; one that is not asked for is left to whoever made the sandbox.
 */
export function policyDifference(desired: StoredPolicy, live: StoredPolicy | undefined): PolicyDifference {
  if (live === undefined) return { same: false, write: desired, changes: ['sets the first policy'], frozen: [] };
  const write = onLiveSandbox(desired, live);
  const same = identity(write) === identity(live);
  return {
    same,
    write,
    changes: same ? [] : [...ruleChanges(write, live), ...addsOf(live.filesystem, write.filesystem)],
    frozen: [
      ...frozenFilesystem(desired.filesystem, live.filesystem),
      ...frozenSection('landlock', desired.landlock, live.landlock),
      ...frozenSection('process', desired.process && asStored(desired.process), live.process),
    ],
  };
}

function onLiveSandbox(desired: StoredPolicy, live: StoredPolicy): StoredPolicy {
  return {
    ...desired,
    version: desired.version ?? live.version,
    filesystem: mergedFilesystem(desired.filesystem, live.filesystem),
    landlock: live.landlock,
    process: live.process,
  };
}

/** The gateway fills in `sandbox` where it is left out. source: facts/openshell-0.0.46.md §1.2 */
function asStored({ runAsUser = 'sandbox', runAsGroup = 'sandbox' }: NonNullable<StoredPolicy['process']>): object {
  return { runAsUser, runAsGroup };
}

function frozenSection(name: string, desired: object | undefined, live: object | undefined): readonly string[] {
  if (desired === undefined || canonicalJson(desired) === canonicalJson(live ?? {})) return [];
  return [`${name} is ${canonicalJson(live ?? {})}, asked for is ${canonicalJson(desired)}`];
}

/**
 * Equal for policies that every supervisor reads alike: without `harness`, which none reads, and with lists that are
 * sets in one order. source: facts/openshell.md §1.2
 */
export function identity(policy: StoredPolicy): string {
  const { filesystem, ...rest } = policy;
  const sets = filesystem && {
    includeWorkdir: filesystem.includeWorkdir ?? false,
    readOnly: [...(filesystem.readOnly ?? [])].sort(),
    readWrite: [...(filesystem.readWrite ?? [])].sort(),
  };
  return canonicalJson({ ...rest, filesystem: sets, networkPolicies: withoutHarness(rest.networkPolicies) });
}

/** As `identity`, of the part that changes on a live sandbox. */
export function rulesIdentity({ networkPolicies, networkMiddlewares = {} }: StoredPolicy): string {
  return canonicalJson({ networkPolicies: withoutHarness(networkPolicies), networkMiddlewares });
}

function withoutHarness(rules: StoredPolicy['networkPolicies'] = {}): object {
  return Object.fromEntries(
    Object.entries(rules).map(([key, rule]) => {
      const { binaries = [] } = rule as { binaries?: readonly { path?: string }[] };
      return [key, { ...rule, binaries: binaries.map(({ path }) => path ?? '') }];
    }),
  );
}

function ruleChanges(write: StoredPolicy, live: StoredPolicy): readonly string[] {
  return [
    ...mapChanges('rule', withoutHarness(live.networkPolicies), withoutHarness(write.networkPolicies)),
    ...mapChanges('middleware', live.networkMiddlewares ?? {}, write.networkMiddlewares ?? {}),
  ];
}

function mapChanges(what: string, before: object, after: object): readonly string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const next = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...old.keys(), ...next.keys()])].sort().flatMap((key) => {
    if (!next.has(key)) return [`removes ${what} ${key}`];
    if (!old.has(key)) return [`adds ${what} ${key}`];
    return canonicalJson(old.get(key)) === canonicalJson(next.get(key)) ? [] : [`changes ${what} ${key}`];
  });
}

/**
 * The same policy with another hash. A 0.0.46 supervisor acknowledges only a policy whose hash differs from the one it
 * found at start, so one written in between stays unacknowledged for ever; `harness` is the one field that nobody
 * reads. Without binaries there is nothing to tell apart. source: NVIDIA/OpenShell v0.0.46,
 * crates/openshell-sandbox/src/lib.rs (run_policy_poll_loop); facts/openshell.md §1.2
 */
export function withAnotherHash(policy: StoredPolicy, current: StoredPolicy = policy): StoredPolicy | undefined {
  const key = Object.keys(policy.networkPolicies ?? {})
    .sort()
    .find((name) => binariesOf(policy, name).length > 0);
  if (key === undefined) return undefined;
  const harness = binariesOf(current, key)[0]?.harness !== true;
  const [first, ...others] = binariesOf(policy, key);
  const rule = { ...policy.networkPolicies?.[key], binaries: [{ ...first, harness }, ...others] };
  return { ...policy, networkPolicies: { ...policy.networkPolicies, [key]: rule } };
}

function binariesOf(
  policy: StoredPolicy,
  key: string,
): readonly { readonly path?: string; readonly harness?: boolean }[] {
  return (policy.networkPolicies?.[key] as { binaries?: readonly { path?: string }[] } | undefined)?.binaries ?? [];
}
