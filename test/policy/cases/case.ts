import type { Endpoint, EndpointDocument, Outcome, Policy, PolicyDocument, PolicyRequest } from '../../../lib/policy';

/** What is asked, what the engine answers, and where that is written down. */
export type Case = readonly [request: Partial<PolicyRequest>, outcome: Outcome, source: string];

/** Cases over one policy. */
export interface CaseGroup {
  readonly name: string;
  readonly openshell: readonly string[];
  readonly policy: PolicyDocument;
  /** What the requests have in common. */
  readonly request: PolicyRequest;
  readonly cases: readonly Case[];
}

export const BOTH = ['0.0.46', '0.0.111'] as const;
export const OLD = ['0.0.46', '0.0.49'] as const;
export const NEW = ['0.0.111'] as const;

/** One network policy `p` for curl. Typed as people write it, so the typed form is tried as well. */
export function forCurl(...endpoints: readonly Endpoint[]): Policy {
  return { networkPolicies: { p: { endpoints, binaries: ['/usr/bin/curl'] } } };
}

/** The same with what only a file can hold. */
export function fileForCurl(...endpoints: readonly EndpointDocument[]): PolicyDocument {
  return { networkPolicies: { p: { endpoints, binaries: ['/usr/bin/curl'] } } };
}

export const CURL: PolicyRequest = { binary: '/usr/bin/curl', host: 'api.example.com', port: 443, tls: true };
