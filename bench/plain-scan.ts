import type { PolicyRequest } from 'kagent-fleet';
import type { BenchPolicy } from './policies';

type Allowed = (request: PolicyRequest) => boolean;

/**
 * What one writes without an index: every request is held against every endpoint, plain texts by comparison and
 * patterns by regular expressions made beforehand. It knows REST endpoints that enforce, and answers for those as `decide` does.
 */
export function plainScan({ networkPolicies }: BenchPolicy): Allowed {
  const rules = Object.values(networkPolicies).map(({ binaries, endpoints }) => ({
    binaries: binaries.map((pattern) => matcher(pattern, '/')),
    endpoints: endpoints.map(({ host, port, rules: allowed }) => ({
      host: matcher(host.toLowerCase(), '.'),
      port,
      rules: allowed.map(({ method, path }) => ({ method, path: matcher(path, '/') })),
    })),
  }));
  return ({ binary, host, port, method, path = '/' }) => {
    const name = host.toLowerCase();
    let isAllowed = false;
    for (const { binaries, endpoints } of rules) {
      for (const endpoint of endpoints) {
        if (endpoint.port !== port || !endpoint.host(name)) continue;
        if (!binaries.some((admits) => admits(binary))) continue;
        if (endpoint.rules.some((rule) => rule.method === method && rule.path(path))) isAllowed = true;
      }
    }
    return isAllowed;
  };
}

function matcher(pattern: string, separator: '/' | '.'): (text: string) => boolean {
  if (!pattern.includes('*')) return (text) => text === pattern;
  const body = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('**', '\0')
    .replaceAll('*', `[^${separator}]*`)
    .replaceAll('\0', '.*');
  const expression = new RegExp(`^${body}$`, 's');
  return (text) => expression.test(text);
}
