import { type Address, parseAddress } from './addresses';
import type { CompiledEndpoint, CompiledPolicy } from './compiled';

/** Endpoints that match one host and port, with what the proxy asks of them for every request. */
export class EndpointGroup {
  readonly policies: readonly CompiledPolicy[];
  /** Those that shape the connection; the first one's TLS mode and addresses hold. source: §1.5 step 3 */
  readonly shaping: readonly CompiledEndpoint[];
  /** Those among which the proxy chooses for a request. */
  readonly routes: readonly CompiledEndpoint[];
  /** Whether one of them names this very host. */
  readonly isExactHost: boolean;
  /** The host as an address, if it is one. */
  readonly literal: Address | undefined;
  private readonly broken: string | undefined;
  private readonly name: string;
  private parts: Map<string, EndpointGroup> | undefined;

  constructor(
    /** In the engine's order: by policy key, then as written. */
    readonly endpoints: readonly CompiledEndpoint[],
    /** In lower case. */
    readonly host: string,
    private readonly port: number,
  ) {
    this.policies = [...new Set(endpoints.map(({ policy }) => policy))];
    this.shaping = endpoints.filter(({ shapesConnections }) => shapesConnections);
    this.routes = this.shaping.filter(({ protocol }) => protocol !== undefined);
    this.isExactHost = endpoints.some(({ source }) => source.host.toLowerCase() === host);
    this.literal = parseAddress(host);
    const broken = this.policies.find((policy) => policy.isBroken);
    this.broken = broken && `a binary pattern of ${broken.key} is malformed, which denies`;
    const [first] = endpoints;
    this.name = first
      ? `${first.policy.key} has an endpoint for ${host}:${port}`
      : `no policy has an endpoint for ${host}:${port}`;
  }

  /** Those of policies that admit one of the paths, none if no policy does; a text when the engine cannot tell. */
  admitting(paths: readonly string[]): EndpointGroup | string | undefined {
    if (this.broken !== undefined) return this.broken;
    const refusing = this.policies.filter((policy) => !policy.admits(paths));
    if (refusing.length === this.policies.length) return undefined;
    return refusing.length === 0 ? this : this.without(refusing);
  }

  /** Callers are of few kinds, so that few parts of a group are ever asked for. */
  private without(refusing: readonly CompiledPolicy[]): EndpointGroup {
    const key = refusing.map((policy) => policy.key).join('\0');
    const known = this.parts?.get(key);
    if (known !== undefined) return known;
    const rest = this.endpoints.filter(({ policy }) => !refusing.includes(policy));
    const part = new EndpointGroup(rest, this.host, this.port);
    if (this.parts === undefined || this.parts.size >= MOST_PARTS) this.parts = new Map();
    this.parts.set(key, part);
    return part;
  }

  /** Why nothing here is for this executable. */
  mismatch(binary: string): string {
    return this.endpoints.length === 0 ? this.name : `${this.name}, but not for ${binary}`;
  }
}

const MOST_PARTS = 64;
