/** Names that are different and have the same hash, so that one label selects the pods of all of them. */
export interface NameCollision {
  readonly hash: string;
  readonly names: readonly string[];
}

const utf8 = new TextEncoder();

/**
 * FNV-1a, 32 bits, as 8 lowercase hex digits: the value of the labels `sandbox-name-hash`,
 * `sandbox-template-ref-hash` and `warm-pool-sandbox`. source: facts/agent-sandbox.md §2.6
 */
export function nameHash(name: string): string {
  let hash = 0x811c9dc5;
  for (const byte of utf8.encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The groups of different names that share a hash, in order of first appearance. source: facts/agent-sandbox.md §2.6 */
export function collisions(names: Iterable<string>): readonly NameCollision[] {
  const byHash = new Map<string, string[]>();
  for (const name of new Set(names)) {
    const hash = nameHash(name);
    const group = byHash.get(hash);
    if (group === undefined) byHash.set(hash, [name]);
    else group.push(name);
  }
  return [...byHash].filter(([, group]) => group.length > 1).map(([hash, group]) => ({ hash, names: group }));
}
