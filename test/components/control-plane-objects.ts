import { kagentControlPlane } from '../../lib/components/kagent-control-plane';
import type { KagentControlPlaneProps } from '../../lib/components/kagent-control-plane/props';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { KubernetesObject, Resource } from '../../lib/plan/resource';

// biome-ignore lint/suspicious/noExplicitAny: the objects are compared with literals in the tests.
export type Anything = any;
export type Changes = Readonly<Record<string, unknown>>;

export const INFERENCE = { provider: 'OpenAI', model: 'gpt-5', apiKey: { name: 'openai', key: 'apiKey' } } as const;
export const TRIAL = {
  database: { embedded: { password: { name: 'kagent-db', key: 'password' } } },
  acknowledge: [{ rule: 'KF5010', reason: 'a trial' }],
};

export function prepared(props: KagentControlPlaneProps) {
  return prepare(kagentControlPlane, props, 'team-a/kagent', 'none');
}

export function build(props: KagentControlPlaneProps): Map<string, Resource> {
  const { resources, diagnostics } = prepared(props);
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return new Map(resources.map((item) => [item.key, item]));
}

export function resource(props: KagentControlPlaneProps, key: string): Resource {
  const found = build(props).get(key);
  if (!found) throw new Error(`no object ${key}`);
  return found;
}

export function manifest(props: KagentControlPlaneProps, key: string): KubernetesObject & Anything {
  return resource(props, key).manifest;
}

export const podOf = (props: KagentControlPlaneProps, key = 'controller'): Anything =>
  manifest(props, key).spec.template.spec;
export const annotationsOf = (props: KagentControlPlaneProps): Anything =>
  manifest(props, 'controller').spec.template.metadata.annotations;
export const configOf = (props: KagentControlPlaneProps): Anything => manifest(props, 'config').data;

/** The controller's variables by name, a Secret's as `name/key`. */
export function environmentOf(props: KagentControlPlaneProps, key = 'controller'): Record<string, string> {
  const { env } = podOf(props, key).containers[0];
  return Object.fromEntries(
    env.map(({ name, value, valueFrom }: Anything) => {
      const secret = valueFrom?.secretKeyRef;
      return [name, secret ? `${secret.name}/${secret.key}` : (value ?? valueFrom.fieldRef.fieldPath)];
    }),
  );
}

export function refusals(props: KagentControlPlaneProps): [string, string][] {
  return prepared(props)
    .diagnostics.filter(isBlocking)
    .map(({ rule, path }) => [rule, path.join('.')]);
}
