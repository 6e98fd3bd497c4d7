import { compileGlob, type Glob } from '../glob';
import type { RuntimeEndpoint, RuntimeNetworkPolicy, RuntimePolicy } from '../load';
import { hasGraphqlPolicy } from '../load/supervisor';
import { compilePathScope, type PathScope } from '../path-scope';
import { type CompiledRule, compileRules } from './compiled-rule';
import type { Decision } from './request';

/** Protocols that the proxy inspects; anything else is a plain connection to it. */
export type InspectedProtocol = 'rest' | 'websocket' | 'graphql' | 'sql' | 'json-rpc' | 'mcp';

/** An endpoint with its patterns compiled. */
export interface CompiledEndpoint {
  readonly policy: CompiledPolicy;
  readonly index: number;
  /** What is answered of it, made once: most answers are one of these. */
  readonly answers: EndpointAnswers;
  readonly source: RuntimeEndpoint;
  /** How the proxy reads it: without regard to case. */
  readonly protocol: InspectedProtocol | undefined;
  /** Whether it has a say in how connections are handled: any protocol, `tls`, or `allowed_ips`. */
  readonly shapesConnections: boolean;
  readonly enforces: boolean;
  readonly readsGraphqlMessages: boolean;
  /** The scope by which the proxy chooses. */
  readonly scope: PathScope;
  /** The same pattern as the engine reads it; none for every path. */
  readonly path: Glob | undefined;
  readonly rules: readonly CompiledRule[];
  readonly denyRules: readonly CompiledRule[];
  /** Whether some pattern in it cannot be evaluated. */
  readonly isBroken: boolean;
}

export interface EndpointAnswers {
  readonly name: string;
  readonly allows: Decision;
  /** By a deny rule, where breaches are refused. */
  readonly denies: Decision;
  /** No rule anywhere allows what the proxy chose it for, and it enforces. */
  readonly unmatched: Decision;
}

/** A network policy with its patterns compiled. */
export interface CompiledPolicy {
  readonly key: string;
  readonly endpoints: readonly CompiledEndpoint[];
  /** Whether one of its binary patterns cannot be evaluated. */
  readonly isBroken: boolean;
  admits(paths: readonly string[]): boolean;
}

/** Why a request that nothing denies is refused. */
const NO_RULE_ALLOWS = 'no rule allows it';

const INSPECTED: readonly string[] = ['rest', 'websocket', 'graphql', 'sql', 'json-rpc', 'mcp'];

export function compilePolicies({ networkPolicies }: RuntimePolicy): readonly CompiledPolicy[] {
  const known = new Map<string, Callers>();
  const callersOf = (binaries: readonly string[]): Callers => {
    const text = JSON.stringify(binaries);
    const callers = known.get(text) ?? compileCallers(binaries);
    known.set(text, callers);
    return callers;
  };
  return networkPolicies.map((policy) => compilePolicy(policy, callersOf(policy.binaries)));
}

type Callers = Pick<CompiledPolicy, 'isBroken' | 'admits'>;

/** One for all policies with the same binaries, as presets have them. */
function compileCallers(binaries: readonly string[]): Callers {
  const exact = new Set(binaries.filter((path) => !path.includes('*')));
  const globs = binaries.filter((path) => path.includes('*')).map((path) => compileGlob(path, '/'));
  const isAdmitted = remember((path) => exact.has(path) || globs.some((glob) => glob.matches(path)));
  return {
    isBroken: globs.some(({ error }) => error !== undefined),
    admits: (paths) => paths.some(isAdmitted),
  };
}

function compilePolicy({ key, endpoints }: RuntimeNetworkPolicy, { isBroken, admits }: Callers): CompiledPolicy {
  const compiled: CompiledEndpoint[] = [];
  const policy: CompiledPolicy = { key, endpoints: compiled, isBroken, admits };
  for (const [index, endpoint] of endpoints.entries()) compiled.push(compileEndpoint(policy, index, endpoint));
  return policy;
}

const MOST_REMEMBERED = 256;

/** The same question with its recent answers kept: few binaries ask for many things. */
function remember(ask: (text: string) => boolean): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    if (answers.size >= MOST_REMEMBERED) answers.clear();
    const answer = ask(text);
    answers.set(text, answer);
    return answer;
  };
}

function compileEndpoint(policy: CompiledPolicy, index: number, source: RuntimeEndpoint): CompiledEndpoint {
  const protocol = source.protocol.toLowerCase();
  const path = source.path === '' || source.path === '**' ? undefined : compileGlob(source.path, '/');
  const isJsonRpc = source.protocol === 'json-rpc' || source.protocol === 'mcp';
  const rules = compileRules(source.rules, isJsonRpc);
  const denyRules = compileRules(source.denyRules, isJsonRpc);
  return {
    policy,
    index,
    answers: answersOf(policy.key, index),
    source,
    protocol: INSPECTED.includes(protocol) ? (protocol as InspectedProtocol) : undefined,
    shapesConnections: (protocol !== '' && protocol !== 'tcp') || source.allowedIps.length > 0 || source.tls !== '',
    // Anything but this exact word is audit. (F-POL-03)
    enforces: source.enforcement === 'enforce',
    readsGraphqlMessages: protocol === 'websocket' && hasGraphqlPolicy(source),
    scope: compilePathScope(source.path),
    path,
    rules,
    denyRules,
    isBroken: path?.error !== undefined || [...rules, ...denyRules].some(({ isBroken }) => isBroken),
  };
}

function answersOf(key: string, index: number): EndpointAnswers {
  const name = `${key}.endpoints[${index}]`;
  const answer = (effect: 'allow' | 'deny', reason: string): Decision =>
    Object.freeze({ rule: key, endpoint: index, effect, outcome: effect, reason });
  return {
    name,
    allows: answer('allow', `${name} allows it`),
    denies: answer('deny', `${name} denies it`),
    unmatched: answer('deny', NO_RULE_ALLOWS),
  };
}
