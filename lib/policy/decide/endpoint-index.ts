import { compileGlob } from '../glob';
import type { CompiledEndpoint, CompiledPolicy } from './compiled';
import { EndpointGroup } from './endpoint-group';

/** Finds the endpoints for a host and port without going through all of them. */
export class EndpointIndex {
  /** Whether some host pattern cannot be evaluated; the engine then denies everything. */
  readonly isBroken: boolean;
  private readonly ports = new Map<number, PortIndex>();

  constructor(policies: readonly CompiledPolicy[]) {
    let isBroken = false;
    let order = 0;
    for (const policy of policies) {
      for (const endpoint of policy.endpoints) {
        const entry = entryOf(endpoint, order);
        order += 1;
        if (entry === undefined) continue;
        isBroken ||= entry.isBroken;
        for (const port of new Set(endpoint.source.ports)) this.portIndex(port).add(entry);
      }
    }
    this.isBroken = isBroken;
  }

  /** What matches host and port, in the engine's order: by policy key, then as written. */
  find(host: string, port: number): EndpointGroup {
    return this.ports.get(port)?.find(host) ?? new EndpointGroup([], host, port);
  }

  private portIndex(port: number): PortIndex {
    const known = this.ports.get(port);
    if (known !== undefined) return known;
    const made = new PortIndex(port);
    this.ports.set(port, made);
    return made;
  }
}

const MOST_RECENT = 8192;

interface Entry {
  readonly endpoint: CompiledEndpoint;
  readonly order: number;
  readonly host: string;
  readonly isBroken: boolean;
  /** Absent for an exact host. */
  readonly matches: ((host: string) => boolean) | undefined;
}

/** How the endpoint matches hosts; one without host and without `allowed_ips` matches none. source: §1.2 (6) */
function entryOf(endpoint: CompiledEndpoint, order: number): Entry | undefined {
  const host = endpoint.source.host.toLowerCase();
  if (host === '') {
    if (endpoint.source.allowedIps.length === 0) return undefined;
    return { endpoint, order, host, isBroken: false, matches: () => true };
  }
  if (!host.includes('*')) return { endpoint, order, host, isBroken: false, matches: undefined };
  const glob = compileGlob(host, '.');
  return { endpoint, order, host, isBroken: glob.error !== undefined, matches: (name) => glob.matches(name) };
}

class PortIndex {
  private readonly exact = new Map<string, Entry[]>();
  /** Patterns by the plain labels they end in. */
  private readonly bySuffix = new Map<string, Entry[]>();
  private readonly recent = new Map<string, EndpointGroup>();

  constructor(private readonly port: number) {}

  add(entry: Entry): void {
    const [map, key] =
      entry.matches === undefined ? [this.exact, entry.host] : [this.bySuffix, plainSuffix(entry.host)];
    const entries = map.get(key);
    if (entries === undefined) map.set(key, [entry]);
    else entries.push(entry);
  }

  find(host: string): EndpointGroup {
    const known = this.recent.get(host);
    if (known !== undefined) return known;
    const found = new EndpointGroup(this.search(host), host, this.port);
    if (this.recent.size >= MOST_RECENT) this.recent.clear();
    this.recent.set(host, found);
    return found;
  }

  private search(host: string): readonly CompiledEndpoint[] {
    const found = [...(this.exact.get(host) ?? [])];
    for (const suffix of suffixesOf(host)) {
      for (const entry of this.bySuffix.get(suffix) ?? []) if (entry.matches?.(host)) found.push(entry);
    }
    return found.sort((a, b) => a.order - b.order).map(({ endpoint }) => endpoint);
  }
}

/** The labels after the last one that is more than plain text. */
function plainSuffix(pattern: string): string {
  const labels = pattern.split('.');
  let from = labels.length;
  while (from > 0 && !/[*?[\]{}\\,]/.test(labels[from - 1]!)) from -= 1;
  return labels.slice(from).join('.');
}

/** All ends of a host at label borders, the empty one included. */
function* suffixesOf(host: string): Generator<string> {
  yield '';
  yield host;
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) yield host.slice(dot + 1);
}
