import type { Finding } from '../diagnostics/rule';
import { isDeferred } from '../plan/leaf';
import type { Path } from '../plan/path';
import { findingsOf } from '../platform/rules/refused-finding';
import { compareQuantities, parseQuantity } from '../syntax/quantity';

type Amounts = { readonly [resource: string]: unknown };

/** Requests and limits of a container; amounts may be deferred. */
export interface Amounted {
  readonly requests?: Amounts;
  readonly limits?: Amounts;
}

const NEEDED = [
  ['requests', 'cpu'],
  ['requests', 'memory'],
  ['limits', 'memory'],
] as const;

/** What is wrong with the resources of a control plane's container, `who` in the messages: something missing, malformed, or a limit below its request. */
export function resourceFindings(path: Path, who: string, resources: Amounted): Finding[] {
  if (isDeferred(resources.requests) || isDeferred(resources.limits)) return [];
  const missing = NEEDED.filter(([part, name]) => resources[part]?.[name] === undefined).map(
    ([part, name]): Finding => ({
      path: [...path, part, name],
      problem: `${who} has no ${name} in ${part}`,
      got: resources[part],
    }),
  );
  const malformed = (['requests', 'limits'] as const).flatMap((part) =>
    Object.entries(resources[part] ?? {}).flatMap(([name, amount]) =>
      isDeferred(amount) ? [] : findingsOf([...path, part, name], 'the quantity', amount, parseAmount(name, amount)),
    ),
  );
  const low = Object.keys(resources.limits ?? {}).flatMap((name) => tooLow(path, name, resources));
  return [...missing, ...malformed, ...low];
}

function tooLow(path: Path, name: string, { requests, limits }: Amounted): Finding[] {
  const request = parseAmount(name, requests?.[name]);
  const limit = parseAmount(name, limits?.[name]);
  if (!request.ok || !limit.ok || compareQuantities(limit.value, request.value) >= 0) return [];
  return [
    {
      path: [...path, 'limits', name],
      problem: `the limit of ${name} is below the request of ${request.value.text}`,
      got: limits?.[name],
      allowed: `at least ${request.value.text}`,
    },
  ];
}

function parseAmount(name: string, amount: unknown) {
  return parseQuantity(amount, { nonNegative: true, whole: name === 'memory' });
}
