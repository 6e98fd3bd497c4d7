import type { OpenShellRelease } from '../../releases/openshell';
import { type LoadProblem, load, type RefusedStatus } from '../load';
import { type HostPattern, parseHostPattern, selectorMayMatch } from '../load/host-pattern';
import type { PolicyDocument } from '../model';
import { type CompiledEndpoint, type CompiledPolicy, compilePolicies } from './compiled';
import { destinationProblem } from './destination';
import type { EndpointGroup } from './endpoint-group';
import { EndpointIndex } from './endpoint-index';
import { inspect } from './inspect';
import { type Decision, type HttpRequest, httpRequestOf, type PolicyRequest } from './request';
import { canonicalTarget } from './target';

/** A policy made ready to answer many requests. */
export interface Decider {
  /** What became of the policy when it was loaded; only `ok` answers anything but deny. */
  readonly status: 'ok' | RefusedStatus;
  readonly problems: readonly LoadProblem[];
  /** Whether some pattern cannot be evaluated, so that requests are denied which no rule denies. */
  readonly hasBrokenPattern: boolean;
  decide(request: PolicyRequest): Decision;
}

/** Loads and compiles a policy as this OpenShell does. */
export function createDecider(policy: PolicyDocument, release: OpenShellRelease): Decider {
  const loaded = load(policy, release);
  if (loaded.status !== 'ok') {
    const reason = `the policy does not load (${loaded.status}): ${loaded.problems[0]?.problem ?? ''}`;
    const decision: Decision = { effect: 'deny', outcome: 'not_loaded', reason };
    return { status: loaded.status, problems: loaded.problems, hasBrokenPattern: false, decide: () => decision };
  }
  const policies = compilePolicies(loaded.runtime);
  const proxy = new SupervisorProxy(policies, requiredMiddlewares(policy), release);
  const isBroken = (it: CompiledPolicy) => it.isBroken || it.endpoints.some((endpoint) => endpoint.isBroken);
  const hasBrokenPattern = proxy.hasBrokenHost || policies.some(isBroken);
  return { status: 'ok', problems: [], hasBrokenPattern, decide: (request) => proxy.decide(request) };
}

/** First bytes by which clear text is known as HTTP; anything else is not looked at. source: §1.2 (8) */
const KNOWN_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'CONNECT', 'TRACE'];
const INFERENCE_POSTS = ['/v1/chat/completions', '/v1/completions', '/v1/responses', '/v1/messages'];

/** The supervisor's proxy, step by step. source: facts/openshell-0.0.46.md §1.5 */
class SupervisorProxy {
  private readonly index: EndpointIndex;

  constructor(
    policies: readonly CompiledPolicy[],
    private readonly middlewares: readonly Selector[],
    private readonly release: OpenShellRelease,
  ) {
    this.index = new EndpointIndex(policies);
  }

  get hasBrokenHost(): boolean {
    return this.index.isBroken;
  }

  decide(request: PolicyRequest): Decision {
    const host = request.host.toLowerCase();
    const via = request.via ?? 'connect';
    const http = httpRequestOf(request);
    const local = localAnswer(host, request, via, http);
    if (local !== undefined) return local;
    if (this.index.isBroken) return denyL4('a host pattern of the policy is malformed, which denies everything');
    const matched = this.index.find(host, request.port);
    const { binary, ancestors = [] } = request;
    const group = matched.admitting(ancestors.length === 0 ? [binary] : [binary, ...ancestors]);
    if (typeof group === 'string') return denyL4(group);
    const smallest = group?.endpoints[0];
    if (group === undefined || smallest === undefined) return denyL4(matched.mismatch(binary));
    const problem = destinationProblem(request, group, this.release);
    if (via === 'forward') return this.forward(group, smallest, http, problem);
    return problem === undefined ? this.tunnel(group, smallest, http, request.tls) : denyAddress(smallest, problem);
  }

  /** One absolute-form request: rules first, addresses after; `tls: skip` means nothing here. */
  private forward(
    group: EndpointGroup,
    smallest: CompiledEndpoint,
    http: HttpRequest | undefined,
    problem: string | undefined,
  ): Decision {
    if (http === undefined) return refuse(smallest, 'deny_protocol', 'the forward proxy takes HTTP requests only');
    let decision = uninspected(smallest);
    if (group.routes.length > 0) {
      decision = inspect(group, http, 'forward', this.release);
    } else if (this.release.quirks.encodedSlashPerEndpoint) {
      const target = canonicalTarget(http.target, false);
      if (typeof target === 'string') return refuse(smallest, 'deny_protocol', target);
    }
    return decision.effect === 'deny' || problem === undefined ? decision : denyAddress(smallest, problem);
  }

  /** @param smallest the endpoint of the policy that logs name: the smallest key */
  private tunnel(
    group: EndpointGroup,
    smallest: CompiledEndpoint,
    http: HttpRequest | undefined,
    tls: boolean,
  ): Decision {
    const { routes } = group;
    const [first] = group.shaping;
    if (first?.source.tls === 'skip') {
      const reason = `${first.answers.name} skips TLS: a raw tunnel`;
      return { ...at(first), effect: 'allow', outcome: 'allow_raw', reason };
    }
    const isHttp = tls || (http !== undefined && KNOWN_METHODS.includes(http.method));
    if (!isHttp) return this.clearText(group, smallest);
    if (http === undefined) {
      const reason = routes.length > 0 ? 'the tunnel opens; each request in it is checked' : 'the tunnel opens';
      return { ...at(smallest), effect: 'allow', outcome: 'allow_connection', reason };
    }
    if (!/^\S+$/.test(http.method)) return refuse(smallest, 'deny_protocol', 'the method is malformed');
    if (routes.length > 0) return inspect(group, http, 'connect', this.release);
    // The proxy parses the request strictly to fill in credentials, even where no rule applies.
    const target = canonicalTarget(http.target, false);
    return typeof target === 'string' ? refuse(smallest, 'deny_protocol', target) : uninspected(smallest);
  }

  /** Clear text that is not HTTP. */
  private clearText({ routes, host }: EndpointGroup, smallest: CompiledEndpoint): Decision {
    if (!this.release.quirks.plaintextBypass) {
      if (routes.length > 0) {
        return refuse(routes[0]!, 'deny_protocol', 'clear text that is not HTTP cannot be inspected');
      }
      const parsed = parseHostPattern(host);
      const isSelected =
        typeof parsed !== 'string' && this.middlewares.some((it) => selectorMayMatch(it.include, it.exclude, parsed));
      if (isSelected) return refuse(smallest, 'deny_protocol', 'a middleware must see it and cannot');
    }
    const reason = 'clear text that is not HTTP passes as a raw tunnel';
    return { ...at(smallest), effect: 'allow', outcome: 'allow_raw', reason };
  }
}

interface Selector {
  readonly include: readonly HostPattern[];
  readonly exclude: readonly HostPattern[];
}

function requiredMiddlewares({ networkMiddlewares }: PolicyDocument): readonly Selector[] {
  const parse = (patterns: readonly string[] = []) =>
    patterns.map(parseHostPattern).filter((pattern): pattern is HostPattern => typeof pattern !== 'string');
  return Object.values(networkMiddlewares ?? {})
    .filter(({ onError }) => onError !== 'fail_open')
    .map(({ endpoints }) => ({ include: parse(endpoints?.include), exclude: parse(endpoints?.exclude) }));
}

/** Names that never reach the policy. source: §1.5 step 0 */
function localAnswer(
  host: string,
  request: PolicyRequest,
  via: 'connect' | 'forward',
  http: HttpRequest | undefined,
): Decision | undefined {
  if (via === 'forward') {
    if (host === 'policy.local') {
      const isLocal = !request.tls && request.port === 80;
      return isLocal
        ? { effect: 'allow', outcome: 'allow_local', reason: 'the supervisor answers itself' }
        : { effect: 'deny', outcome: 'deny_protocol', reason: 'policy.local speaks http on port 80 only' };
    }
    return request.tls ? { effect: 'deny', outcome: 'deny_protocol', reason: 'https needs CONNECT' } : undefined;
  }
  if (host !== 'inference.local' || request.port !== 443) return undefined;
  if (!request.tls) return { effect: 'deny', outcome: 'deny_protocol', reason: 'inference.local speaks TLS only' };
  const target = canonicalTarget(http?.target ?? '/', false);
  const path = typeof target === 'string' ? '' : target.path;
  const isModels = http?.method === 'GET' && (path === '/v1/models' || path.startsWith('/v1/models/'));
  const isKnown = http === undefined || isModels || (http.method === 'POST' && INFERENCE_POSTS.includes(path));
  return isKnown
    ? { effect: 'allow', outcome: 'allow_local', reason: 'the inference router answers, outside of every policy' }
    : { effect: 'deny', outcome: 'deny', reason: 'inference.local does not know this request' };
}

function uninspected(endpoint: CompiledEndpoint): Decision {
  const reason = `${endpoint.answers.name} has no protocol: nothing is looked at`;
  return { ...at(endpoint), effect: 'allow', outcome: 'allow_uninspected', reason };
}

function denyL4(reason: string): Decision {
  return { effect: 'deny', outcome: 'deny_l4', reason };
}

function denyAddress(endpoint: CompiledEndpoint, reason: string): Decision {
  return { ...at(endpoint), effect: 'deny', outcome: 'deny_address', reason };
}

function refuse(endpoint: CompiledEndpoint, outcome: 'deny_protocol', reason: string): Decision {
  return { ...at(endpoint), effect: 'deny', outcome, reason };
}

function at({ policy, index }: CompiledEndpoint): Pick<Decision, 'rule' | 'endpoint'> {
  return { rule: policy.key, endpoint: index };
}
