import type { Report, Rule } from '../../diagnostics/rule';
import type { Path } from '../../plan/path';
import type { OpenShellRelease } from '../../releases/openshell';
import { OPENSHELL_0_0_46 } from '../../releases/openshell/openshell-0.0.46';
import { OPENSHELL_0_0_111 } from '../../releases/openshell/openshell-0.0.111';
import type { EndpointDocument, NetworkPolicy, PolicyDocument, RuleDocument } from '../model';

/** What a policy rule looks at. */
export interface PolicyInput {
  readonly policy: PolicyDocument;
  /** The OpenShell that will enforce it. */
  readonly openshell: OpenShellRelease;
}

export type PolicyRule = Rule<PolicyInput>;

export interface PlacedEndpoint {
  readonly endpoint: EndpointDocument;
  readonly key: string;
  readonly networkPolicy: NetworkPolicy;
  readonly path: Path;
}

/** Every endpoint of the policy with its place. */
export function endpointsOf({ networkPolicies = {} }: PolicyDocument): readonly PlacedEndpoint[] {
  return Object.entries(networkPolicies).flatMap(([key, networkPolicy]) =>
    (networkPolicy.endpoints ?? []).map((endpoint, index) => ({
      endpoint,
      key,
      networkPolicy,
      path: ['networkPolicies', key, 'endpoints', index],
    })),
  );
}

/** Every rule and deny rule of an endpoint with its place. */
export function rulesOf({
  endpoint,
  path,
}: PlacedEndpoint): readonly (readonly [RuleDocument, Path, 'rules' | 'denyRules'])[] {
  return (['rules', 'denyRules'] as const).flatMap((field) =>
    (endpoint[field] ?? []).map((rule, index) => [rule, [...path, field, index], field] as const),
  );
}

/** The protocol as upstream's proxy reads it, without case; empty for a plain connection. */
export function protocolOf({ protocol = '' }: EndpointDocument): string {
  return protocol.toLowerCase();
}

/** Whether requests of this endpoint are looked at. */
export function isInspected(endpoint: EndpointDocument): boolean {
  return ['rest', 'websocket', 'graphql', 'json-rpc', 'mcp'].includes(protocolOf(endpoint));
}

/** An input on the version most users have, for examples. */
export function example(policy: PolicyDocument, openshell: OpenShellRelease = OPENSHELL_0_0_46): PolicyInput {
  return { policy: { version: 1, ...policy }, openshell };
}

/** The same on the newest version, which can confine files strictly. */
export function exampleOnNewest(policy: PolicyDocument): PolicyInput {
  return example({ landlock: { compatibility: 'hard_requirement' }, ...policy }, OPENSHELL_0_0_111);
}

/** An example with one network policy `api` for curl, with these endpoints. */
export function oneRule(...endpoints: readonly EndpointDocument[]): PolicyDocument {
  return { networkPolicies: { api: { endpoints, binaries: ['/usr/bin/curl'] } } };
}

/** An endpoint that nothing is wrong with. */
export const SOUND_ENDPOINT: EndpointDocument = {
  host: 'api.example.com',
  port: 443,
  protocol: 'rest',
  enforcement: 'enforce',
  rules: [{ method: 'GET', path: '/v1/**' }],
};

/** An MCP endpoint that nothing is wrong with. */
export const SOUND_TOOLS: EndpointDocument = {
  host: 'mcp.example.com',
  port: 443,
  protocol: 'mcp',
  enforcement: 'enforce',
  rules: [{ method: 'initialize' }, { method: 'tools/list' }, { method: 'tools/call', tool: 'search_docs' }],
};

export type { Report };
