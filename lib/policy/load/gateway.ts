import { isIP } from 'node:net';
import type { OpenShellRelease } from '../../releases/openshell';
import type { EndpointDocument, Filesystem, Middleware, PolicyDocument } from '../model';
import { CREDENTIAL_SIGNINGS, MIDDLEWARE_FAILURES } from '../model';
import { effectivePorts } from '../spelling/proto';
import { type HostPattern, parseHostPattern, selectorMayMatch } from './host-pattern';
import { gatewayWildcardProblem, isTopLevelWildcard } from './hosts';
import { type LoadProblem, type Refuse, refuseBelow } from './problem';
import { sizeProblem } from './size';

/**
 * What the gateway refuses when a sandbox is created, as INVALID_ARGUMENT. The older ones look at little more than
 * files and identity, and store the rest. source: facts/openshell-0.0.46.md §1.2; facts/openshell.md §1.1, §1.5, §1.7
 */
export function gatewayProblems(policy: PolicyDocument, release: OpenShellRelease): LoadProblem[] {
  const problems: LoadProblem[] = [];
  const { quirks, limits } = release;
  const size = sizeProblem(policy, release);
  if (size !== undefined) problems.push({ path: size.path, problem: size.problem });
  checkIdentity(policy, quirks.numericIdentity, refuseBelow(problems, ['process']));
  if (policy.filesystem) checkFilesystem(policy.filesystem, limits, refuseBelow(problems, ['filesystem']));
  for (const [key, { endpoints = [] }] of Object.entries(policy.networkPolicies ?? {})) {
    if (quirks.gatewayChecksEndpoints && key.startsWith('_provider_')) {
      refuseBelow(problems, ['networkPolicies', key])('keys that begin with `_provider_` are reserved');
    }
    for (const [index, endpoint] of endpoints.entries()) {
      const refuse = refuseBelow(problems, ['networkPolicies', key, 'endpoints', index]);
      if (isTopLevelWildcard(endpoint.host ?? '')) refuse('the host covers a whole top-level domain', 'host');
      if (quirks.gatewayChecksEndpoints) checkEndpoint(endpoint, refuse);
    }
  }
  checkMiddlewares(policy, release, problems);
  return problems;
}

/** At 0.0.46 what is left out becomes `sandbox`, and nothing else is taken. */
function checkIdentity({ process }: PolicyDocument, numeric: boolean, refuse: Refuse): void {
  for (const field of ['runAsUser', 'runAsGroup'] as const) {
    const value = process?.[field] ?? '';
    if (value === '' || value === 'sandbox') continue;
    if (!numeric) refuse('it must be `sandbox`', field);
    else if (!/^\+?\d+$/.test(value) || Number(value) < 1 || Number(value) > 4_294_967_294) {
      refuse('it must be `sandbox` or a number from 1 to 4294967294', field);
    }
  }
}

function checkFilesystem(filesystem: Filesystem, limits: OpenShellRelease['limits'], refuse: Refuse): void {
  const { readOnly = [], readWrite = [] } = filesystem;
  if (readOnly.length + readWrite.length > limits.filesystemPaths) {
    refuse(`more than ${limits.filesystemPaths} paths`);
  }
  for (const [field, paths] of [
    ['readOnly', readOnly],
    ['readWrite', readWrite],
  ] as const) {
    for (const [index, path] of paths.entries()) {
      if (Buffer.byteLength(path) > limits.pathLength) {
        refuse(`the path is longer than ${limits.pathLength} bytes`, field, index);
      } else {
        if (!path.startsWith('/')) refuse('the path is not absolute', field, index);
        if (path.split('/').includes('..')) refuse('the path holds `..`', field, index);
      }
      if (field === 'readWrite' && /^\/*$/.test(path)) refuse('the whole root is too broad to write', field, index);
    }
  }
}

function checkEndpoint(endpoint: EndpointDocument, refuse: Refuse): void {
  const { host = '', allowedIps = [], protocol = '', credentialSigning = '' } = endpoint;
  const isTcp = protocol.toLowerCase() === 'tcp';
  if (host.trim() === '') {
    if (isTcp) refuse('`protocol: tcp` needs a DNS name', 'host');
    else if (allowedIps.length === 0) refuse('a host is needed, or `allowed_ips`', 'host');
  } else if (isTcp) {
    const problem = tcpHostProblem(host);
    if (problem !== undefined) refuse(problem, 'host');
  }
  const ports = effectivePorts(endpoint);
  if (ports.length === 0) refuse('at least one port is needed', 'port');
  if (ports.some((port) => port < 1 || port > 65_535)) refuse('ports go from 1 to 65535', 'ports');
  const wildcard = gatewayWildcardProblem(host);
  if (wildcard !== undefined) refuse(wildcard, 'host');
  if (credentialSigning !== '') {
    if (!(CREDENTIAL_SIGNINGS as readonly string[]).includes(credentialSigning)) {
      refuse(`it is none of ${CREDENTIAL_SIGNINGS.join(', ')}`, 'credentialSigning');
    }
    if ((endpoint.signingService ?? '') === '')
      refuse('`credential_signing` needs `signing_service`', 'signingService');
    if (endpoint.requestBodyCredentialRewrite === true) {
      refuse('`credential_signing` excludes `request_body_credential_rewrite`', 'requestBodyCredentialRewrite');
    }
  }
}

function tcpHostProblem(host: string): string | undefined {
  if (isIP(host) !== 0) return '`protocol: tcp` needs a DNS name, not an address';
  if (host.trim() !== host) return 'white space around a DNS name';
  if (host.endsWith('.')) return 'leave out the trailing dot';
  const pattern = parseHostPattern(host);
  if (typeof pattern === 'string') return pattern;
  const labels = host.split('.').map((label) => (label === '**' ? 'x' : label.replaceAll('*', 'x')));
  const isName = labels.join('.').length <= 253 && labels.every((label) => /^[\w-]{1,63}$/.test(label));
  return isName ? undefined : 'it can be no DNS name';
}

function checkMiddlewares(policy: PolicyDocument, { limits }: OpenShellRelease, problems: LoadProblem[]): void {
  const middlewares = Object.entries(policy.networkMiddlewares ?? {});
  if (middlewares.length > limits.middlewares) {
    refuseBelow(problems, ['networkMiddlewares'])(`more than ${limits.middlewares} middlewares`);
  }
  const orders = new Map<number, string>();
  for (const [key, middleware] of middlewares.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const refuse = refuseBelow(problems, ['networkMiddlewares', key]);
    if (key === '') refuse('the name must not be empty');
    const order = middleware.order ?? 0;
    const first = orders.get(order);
    if (first !== undefined) refuse(`\`${first}\` has the same order ${order}`, 'order');
    orders.set(order, key);
    checkMiddleware(middleware, limits.middlewarePatterns, policy, refuse);
  }
}

function checkMiddleware(middleware: Middleware, most: number, policy: PolicyDocument, refuse: Refuse): void {
  const { onError = '', endpoints } = middleware;
  if (middleware.middleware === '') refuse('it must name what runs', 'middleware');
  if (onError !== '' && !(MIDDLEWARE_FAILURES as readonly string[]).includes(onError)) {
    refuse(`it is neither of ${MIDDLEWARE_FAILURES.join(', ')}`, 'onError');
  }
  if (middleware.middleware === 'openshell/regex') checkRegexConfig(middleware.config ?? {}, refuse);
  if (endpoints === undefined) {
    refuse('a selector of hosts is needed', 'endpoints');
    return;
  }
  const { include = [], exclude = [] } = endpoints;
  if (include.length === 0) refuse('at least one host pattern is needed', 'endpoints', 'include');
  if (include.length + exclude.length > most) {
    refuse(`more than ${most} host patterns`, 'endpoints');
    return;
  }
  const parse = (patterns: readonly string[], field: string): HostPattern[] =>
    patterns.flatMap((pattern, index) => {
      const parsed = parseHostPattern(pattern);
      if (typeof parsed !== 'string') return [parsed];
      refuse(parsed, 'endpoints', field, index);
      return [];
    });
  const included = parse(include, 'include');
  const excluded = parse(exclude, 'exclude');
  const isValid = include.length > 0 && included.length === include.length && excluded.length === exclude.length;
  if (!isValid || onError === 'fail_open') return;
  for (const [key, rule] of Object.entries(policy.networkPolicies ?? {})) {
    for (const endpoint of rule.endpoints ?? []) {
      const host = endpoint.tls === 'skip' ? parseHostPattern(endpoint.host ?? '') : 'inspected';
      if (typeof host !== 'string' && selectorMayMatch(included, excluded, host)) {
        refuse(`it selects \`${endpoint.host}\` of \`${key}\`, which skips TLS and cannot be inspected`, 'endpoints');
      }
    }
  }
}

function checkRegexConfig(config: { readonly [key: string]: unknown }, refuse: Refuse): void {
  const unknown = Object.keys(config).find((key) => key !== 'mode');
  if (unknown !== undefined || (config.mode !== undefined && config.mode !== 'redact')) {
    refuse('`openshell/regex` knows only `mode: redact`', 'config');
  }
}
