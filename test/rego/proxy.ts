import { compilePathScope } from '../../lib/policy/path-scope';
import type { Answer } from './engine';

/** An endpoint as the engine hands it to the proxy. */
export interface ChosenEndpoint {
  readonly host?: string;
  readonly ports: readonly number[];
  readonly path?: string;
  readonly protocol?: string;
  readonly tls?: string;
  readonly enforcement?: string;
  readonly allowed_ips?: readonly string[];
}

/** What the module says of one request. */
export interface ModuleAnswers {
  readonly network: Answer;
  readonly endpoints: Answer;
  readonly request: Answer;
}

/**
 * What a REST request over TLS comes to, by the module's answers and the proxy's own part between them.
 * source: facts/openshell-0.0.46.md §1.5; names: upstream/openshell-decisions/README.md
 */
export function outcomeOf(path: string, { network, endpoints, request }: ModuleAnswers): string {
  if (network.value !== 'allow') return 'deny_l4';
  const shaping = (endpoints.value ?? []) as readonly ChosenEndpoint[];
  if (shaping[0]?.tls === 'skip') return 'allow_raw';
  const routes = shaping.filter(({ protocol = '' }) => INSPECTED.includes(protocol.toLowerCase()));
  if (routes.length === 0) return 'allow_uninspected';
  const route = routes.length === 1 ? routes[0] : mostSpecific(routes, path);
  if (route === undefined) return 'deny_no_endpoint';
  if (request.error !== undefined) return 'deny';
  if (request.value === true) return 'allow';
  return route.enforcement === 'enforce' ? 'deny' : 'audit';
}

const INSPECTED = ['rest', 'websocket', 'graphql', 'sql', 'json-rpc', 'mcp'];

/** Of equals, the last. */
function mostSpecific(routes: readonly ChosenEndpoint[], path: string): ChosenEndpoint | undefined {
  const scoped = routes.map((route) => ({ route, scope: compilePathScope(route.path ?? '') }));
  const fitting = scoped.filter(({ scope }) => scope.matches(path));
  const most = Math.max(...fitting.map(({ scope }) => scope.specificity));
  return fitting.filter(({ scope }) => scope.specificity === most).at(-1)?.route;
}
