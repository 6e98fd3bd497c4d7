import type { Policy, PolicyRequest } from 'kagent-fleet';

/** The part of policies that the plain scan knows as well. */
export interface BenchPolicy extends Policy {
  readonly networkPolicies: {
    readonly [key: string]: {
      readonly binaries: readonly string[];
      readonly endpoints: readonly ReturnType<typeof endpointOf>[];
    };
  };
}

/** Hosts that share one network policy. */
const TOGETHER = 5;

/**
 * A policy with `count` endpoints as a fleet's ceiling has them: every fifth host is a pattern, as in the presets,
 * the others are names, each with its own rules, five to a network policy with three executables.
 */
export function policyOf(count: number): BenchPolicy {
  return {
    version: 1,
    networkPolicies: Object.fromEntries(
      Array.from({ length: Math.ceil(count / TOGETHER) }, (_, group) => [
        `service_${group}`,
        {
          binaries: ['/usr/bin/curl', '/usr/local/bin/node', '/usr/bin/python3*'],
          endpoints: Array.from({ length: Math.min(TOGETHER, count - group * TOGETHER) }, (_, index) =>
            endpointOf(group * TOGETHER + index),
          ),
        },
      ]),
    ),
  };
}

function endpointOf(index: number) {
  return {
    host: isPattern(index) ? `*.zone-${index}.example.com` : `host-${index}.example.com`,
    port: 443,
    protocol: 'rest',
    enforcement: 'enforce',
    rules: [
      { method: 'GET', path: '/v1/**' },
      { method: 'POST', path: `/v1/items-${index}/*` },
    ],
  } as const;
}

function isPattern(index: number): boolean {
  return index % 5 === 4;
}

const BINARIES = ['/usr/bin/curl', '/usr/local/bin/node', '/usr/bin/python3.12', '/usr/bin/wget'];
const SEED = 20_261_122;

/** Requests to such a policy: nine in ten to its hosts, the others to hosts that it lacks, no two with the same path. */
export function requestsTo(endpoints: number, count: number): PolicyRequest[] {
  const random = generator(SEED);
  const below = (limit: number) => Math.floor(random() * limit);
  return Array.from({ length: count }, (_, index) => {
    const at = below(endpoints);
    const name = isPattern(at) ? `${below(1e6).toString(36)}.zone-${at}` : `host-${at}`;
    return {
      binary: BINARIES[below(BINARIES.length)]!,
      host: below(10) === 0 ? `other-${below(endpoints)}.example.net` : `${name}.example.com`,
      port: 443,
      tls: true,
      method: below(3) === 0 ? 'POST' : 'GET',
      path: below(4) === 0 ? `/v1/items-${at}/${index}` : `/v1/users/${index}`,
    };
  });
}

/** `count` endpoints on one host, told apart by the paths of their rules. */
export function onOneHost(count: number): Policy {
  return {
    version: 1,
    networkPolicies: {
      shared: {
        binaries: ['/usr/bin/curl'],
        endpoints: Array.from({ length: count }, (_, index) => ({
          host: 'api.example.com',
          port: 443,
          protocol: 'rest' as const,
          enforcement: 'enforce' as const,
          rules: [{ method: 'GET' as const, path: `/v1/area-${index}/**` }],
        })),
      },
    },
  };
}

/** The same numbers on every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
