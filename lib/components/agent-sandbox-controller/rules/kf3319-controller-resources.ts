import type { Finding, Rule } from '../../../diagnostics/rule';
import { isDeferred, type Leaf } from '../../../plan/leaf';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { compareQuantities, parseQuantity } from '../../../syntax/quantity';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';

type Amounts = { readonly [resource: string]: unknown };

const NEEDED = [
  ['requests', 'cpu'],
  ['requests', 'memory'],
  ['limits', 'memory'],
] as const;

/** The controller asks for what it needs and cannot take a node's whole memory. */
export const CONTROLLER_RESOURCES: Rule<AgentSandboxControllerProps> = {
  id: 'KF3319',
  name: 'controller-resources',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A quota on the namespace refuses pods without resources; without a memory limit a burst of claims takes the node down with it.',
  fix: 'give cpu and memory in requests and memory in limits, the limit not below the request',
  faults: [],
  sources: ['DESIGN §9', 'facts/agent-sandbox.md §6'],
  check({ resources }, report) {
    report.whenKnown(['resources'], resources as Leaf<{ requests?: Amounts; limits?: Amounts }> | undefined, findings);
  },
  examples: {
    failing: exampleController({ resources: { requests: { cpu: '100m', memory: '2Gi' }, limits: { memory: '512m' } } }),
    mended: exampleController({ resources: { requests: { cpu: '100m', memory: '1Gi' }, limits: { memory: '2Gi' } } }),
  },
};

function findings(resources: { readonly requests?: Amounts; readonly limits?: Amounts }): Finding[] {
  if (isDeferred(resources.requests) || isDeferred(resources.limits)) return [];
  const missing = NEEDED.filter(([part, name]) => resources[part]?.[name] === undefined).map(
    ([part, name]): Finding => ({
      path: ['resources', part, name],
      problem: `the controller has no ${name} in ${part}`,
      got: resources[part],
    }),
  );
  const malformed = (['requests', 'limits'] as const).flatMap((part) =>
    Object.entries(resources[part] ?? {}).flatMap(([name, amount]) =>
      isDeferred(amount)
        ? []
        : findingsOf(['resources', part, name], 'the quantity', amount, parseAmount(name, amount)),
    ),
  );
  return [...missing, ...malformed, ...Object.keys(resources.limits ?? {}).flatMap((name) => tooLow(name, resources))];
}

function tooLow(name: string, { requests, limits }: { requests?: Amounts; limits?: Amounts }): Finding[] {
  const request = parseAmount(name, requests?.[name]);
  const limit = parseAmount(name, limits?.[name]);
  if (!request.ok || !limit.ok || compareQuantities(limit.value, request.value) >= 0) return [];
  return [
    {
      path: ['resources', 'limits', name],
      problem: `the limit of ${name} is below the request of ${request.value.text}`,
      got: limits?.[name],
      allowed: `at least ${request.value.text}`,
    },
  ];
}

function parseAmount(name: string, amount: unknown) {
  return parseQuantity(amount, { nonNegative: true, whole: name === 'memory' });
}
