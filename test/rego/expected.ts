import { compilePolicies } from '../../lib/policy/decide/compiled';
import { EndpointIndex } from '../../lib/policy/decide/endpoint-index';
import { type EngineRequest, EvaluationError, evaluate } from '../../lib/policy/decide/evaluate';
import { activate, asRuntime } from '../../lib/policy/load/runtime';
import type { PolicyDocument } from '../../lib/policy/model';
import type { Connection } from './inputs';
import type { ChosenEndpoint } from './proxy';

/** What `decide` holds of a connection and of a request on it; `no answer` where a pattern is malformed. */
export interface Expected {
  readonly network: 'allow' | 'deny' | 'no answer';
  readonly policy?: string;
  readonly endpoints: readonly ChosenEndpoint[];
  /** Policy and index of every endpoint that leads to the destination. */
  readonly matched: readonly (readonly [policy: string, index: number])[];
  readonly isExactHost: boolean;
  request(request: EngineRequest): boolean | 'no answer';
}

const NOTHING = { endpoints: [], matched: [], isExactHost: false, request: () => false } as const;

/** The parts of `decide` that stand for the engine, without the proxy around it. */
export function expectedOf(policy: PolicyDocument): (connection: Connection) => Expected {
  const index = new EndpointIndex(compilePolicies(activate(asRuntime(policy))));
  return ({ binary, ancestors = [], host, port }) => {
    if (index.isBroken) return { ...NOTHING, network: 'no answer' };
    const group = index.find(host.toLowerCase(), port).admitting([binary, ...ancestors]);
    if (typeof group === 'string') return { ...NOTHING, network: 'no answer' };
    if (group === undefined) return { ...NOTHING, network: 'deny' };
    return {
      network: 'allow',
      policy: group.endpoints[0]?.policy.key,
      endpoints: group.shaping.map(({ source }) => ({
        host: source.host,
        ports: source.ports,
        path: source.path,
        protocol: source.protocol,
        tls: source.tls,
        enforcement: source.enforcement,
        allowed_ips: source.allowedIps,
      })),
      matched: group.endpoints.map(({ policy, index }) => [policy.key, index]),
      isExactHost: group.isExactHost,
      request: (request) => answer(() => evaluate(group.endpoints, request).allowed),
    };
  };
}

function answer(ask: () => boolean): boolean | 'no answer' {
  try {
    return ask();
  } catch (error) {
    if (error instanceof EvaluationError) return 'no answer';
    throw error;
  }
}

/** The same fields of what the engine answers, with nothing for what a file leaves out. */
export function chosen(endpoints: unknown): readonly ChosenEndpoint[] {
  return (endpoints as readonly ChosenEndpoint[]).map((it) => ({
    host: it.host ?? '',
    ports: it.ports,
    path: it.path ?? '',
    protocol: it.protocol ?? '',
    tls: it.tls ?? '',
    enforcement: it.enforcement ?? '',
    allowed_ips: it.allowed_ips ?? [],
  }));
}
