import { type OpenShellGatewayProps, openShellGateway } from '../../lib/components/openshell-gateway';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { KubernetesObject, Resource } from '../../lib/plan/resource';

// biome-ignore lint/suspicious/noExplicitAny: the objects are compared with literals.
export type Anything = any;

/** The gateway's objects by key; nothing may block. */
export function build(props: OpenShellGatewayProps): Map<string, Resource> {
  const { resources, diagnostics } = prepare(openShellGateway, props, 'team-a/gateway', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return new Map(resources.map((item) => [item.key, item]));
}

export function manifest(props: OpenShellGatewayProps, key: string): KubernetesObject & Anything {
  const found = build(props).get(key);
  if (!found) throw new Error(`no object ${key}`);
  return found.manifest;
}
