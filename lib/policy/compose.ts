import { canonicalText, shortHash } from './canonical';
import { describeAmbiguity, findAmbiguities } from './load/ambiguity';
import type { Filesystem, NetworkPolicy, PolicyDocument } from './model';

/** Why policies cannot be one: each sentence names both sources and what they disagree on. */
export class PolicyConflict extends Error {
  override readonly name = 'PolicyConflict';

  constructor(readonly conflicts: readonly string[]) {
    super(`the policies cannot be composed:\n${conflicts.map((conflict) => `- ${conflict}`).join('\n')}`);
  }
}

/**
 * One policy that opens what each of the given ones opens, and nothing else. The order of the parts never matters.
 * Throws a `PolicyConflict` where they contradict each other, by OpenShell's own ambiguity rule on every release.
 *
 * Network policies are kept apart by their binaries: merging two lists of binaries would give each the endpoints of
 * the other. So of one key with different binaries several are made, each key followed by `~` and a hash of them.
 */
export function compose<P extends PolicyDocument>(...policies: readonly P[]): P {
  const conflicts: string[] = [];
  const composed: PolicyDocument = withoutAbsent({
    version: 1,
    filesystem: composeFilesystem(policies.map(({ filesystem }) => filesystem)),
    landlock: policies.some(({ landlock }) => landlock !== undefined)
      ? {
          compatibility: strictest(
            policies.map(({ landlock }) => landlock?.compatibility),
            conflicts,
          ),
        }
      : undefined,
    process: agreeOn(
      'process',
      policies.map(({ process }) => process),
      conflicts,
    ),
    networkPolicies: composeNetwork(policies),
    networkMiddlewares: composeMiddlewares(policies, conflicts),
  });
  conflicts.push(...findAmbiguities(composed).map(describeAmbiguity));
  if (conflicts.length > 0) throw new PolicyConflict(conflicts.sort());
  return composed as P;
}

const STRICTNESS: readonly string[] = ['best_effort', 'hard_requirement'];

/** The strictest of the words; unknown ones have no rank and agree only with themselves. */
function strictest(words: readonly (string | undefined)[], conflicts: string[]): string | undefined {
  const given = [...new Set(words)].filter((word) => word !== undefined).sort();
  const unknown = given.find((word) => !STRICTNESS.includes(word));
  if (unknown === undefined) return [...STRICTNESS].reverse().find((word) => given.includes(word));
  if (given.length > 1) conflicts.push(`landlock.compatibility is ${given.join(' in one and ')} in another`);
  return unknown;
}

function agreeOn<T>(field: string, values: readonly (T | undefined)[], conflicts: string[]): T | undefined {
  const distinct = new Map(values.filter((value) => value !== undefined).map((value) => [canonicalText(value), value]));
  if (distinct.size > 1) conflicts.push(`${field} is ${[...distinct.keys()].sort().join(' in one and ')} in another`);
  return [...distinct.values()][0];
}

/** All paths together; what one part may write is not listed as read-only again. */
function composeFilesystem(parts: readonly (Filesystem | undefined)[]): Filesystem | undefined {
  const given = parts.filter((part) => part !== undefined);
  if (given.length === 0) return undefined;
  const readWrite = union(given.map((part) => part.readWrite ?? []));
  const readOnly = union(given.map((part) => part.readOnly ?? [])).filter((path) => !readWrite.includes(path));
  return { includeWorkdir: given.some((part) => part.includeWorkdir === true), readOnly, readWrite };
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort();
}

interface Group {
  readonly base: string;
  readonly name: string | undefined;
  readonly binaries: readonly string[];
  readonly endpoints: Map<string, NonNullable<NetworkPolicy['endpoints']>[number]>;
}

function composeNetwork(policies: readonly PolicyDocument[]): PolicyDocument['networkPolicies'] {
  const groups = new Map<string, Group>();
  for (const { networkPolicies = {} } of policies) {
    for (const [key, networkPolicy] of Object.entries(networkPolicies)) {
      const base = key.replace(SUFFIX, '');
      const name = networkPolicy.name === key ? undefined : networkPolicy.name;
      const binaries = union([networkPolicy.binaries ?? []]);
      const identity = canonicalText([base, name ?? null, binaries]);
      const group = groups.get(identity) ?? { base, name, binaries, endpoints: new Map() };
      groups.set(identity, group);
      for (const endpoint of networkPolicy.endpoints ?? []) group.endpoints.set(canonicalText(endpoint), endpoint);
    }
  }
  if (groups.size === 0) return policies.some(({ networkPolicies }) => networkPolicies !== undefined) ? {} : undefined;
  const isShared = (base: string) => [...groups.values()].filter((group) => group.base === base).length > 1;
  return Object.fromEntries(
    [...groups]
      .map(([identity, { base, name, binaries, endpoints }]) => {
        const ordered = [...endpoints].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, endpoint]) => endpoint);
        const key = isShared(base) ? `${base}~${shortHash(identity)}` : base;
        return [key, withoutAbsent({ name, endpoints: ordered, binaries })] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const SUFFIX = /~[0-9a-f]{8}$/;

function composeMiddlewares(
  policies: readonly PolicyDocument[],
  conflicts: string[],
): PolicyDocument['networkMiddlewares'] {
  const keys = union(policies.map(({ networkMiddlewares = {} }) => Object.keys(networkMiddlewares)));
  if (keys.length === 0) return undefined;
  return Object.fromEntries(
    keys.map((key) => {
      const given = policies.map(({ networkMiddlewares = {} }) => networkMiddlewares[key]);
      return [key, agreeOn(`networkMiddlewares.${key}`, given, conflicts)!];
    }),
  );
}

function withoutAbsent<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
