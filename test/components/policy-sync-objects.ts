import { policySync } from '../../lib/components/policy-sync';
import { exampleSync } from '../../lib/components/policy-sync/example';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';

export type Changes = Parameters<typeof exampleSync>[0];

export function resourcesOf(changes: Changes = {}): readonly Resource[] {
  const { resources, diagnostics } = prepare(policySync, exampleSync(changes), 'team-a/sync', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return resources;
}

export function resourceOf(key: string, changes: Changes = {}): Resource {
  const found = resourcesOf(changes).find((item) => item.key === key);
  if (found === undefined) throw new Error(`no ${key}`);
  return found;
}

// biome-ignore lint/suspicious/noExplicitAny: the objects are compared with literals.
export const manifestOf = (key: string, changes: Changes = {}): any => resourceOf(key, changes).manifest;

/** Selector labels of the example’s pods. */
export const SELECTOR = {
  'app.kubernetes.io/name': 'kagent-fleet-sync',
  'app.kubernetes.io/instance': 'openshell-sync',
};
