import { yaml } from '../../syntax/yaml';
import type { PolicyDocument } from '../model';
import { POLICY_SHAPE, type Shape } from './shape';

/** The policy as an OpenShell file, fields in upstream's order. Reading it gives the same policy again. */
export function writeYaml(policy: PolicyDocument): string {
  return yaml().stringify(asFile(policy), {
    lineWidth: 0,
    schema: 'core',
    version: '1.2',
    aliasDuplicateObjects: false,
  });
}

/** The content of the file as plain data in upstream's spelling. */
export function asFile(policy: PolicyDocument): { readonly [key: string]: unknown } {
  return write({ ...policy, version: policy.version ?? 1 }, POLICY_SHAPE) as { [key: string]: unknown };
}

function write(value: unknown, shape: Shape): unknown {
  switch (shape.kind) {
    case 'list':
      return (value as readonly unknown[]).map((item) => write(item, shape.of));
    case 'map':
      return Object.fromEntries(entriesOf(value).map(([key, item]) => [key, write(item, shape.of)]));
    case 'struct':
      return Object.fromEntries(
        shape.fields
          .map(({ name, key, shape }) => [key, shape, (value as Record<string, unknown>)[name]] as const)
          .filter(([, , item]) => item !== undefined)
          .map(([key, shape, item]) => [key, write(item, shape)]),
      );
    case 'binary':
      return { path: value };
    case 'allow':
      return { allow: write(value, shape.of) };
    case 'matcher':
      return matcher(value);
    case 'params':
      return Object.fromEntries(entriesOf(value).map(([key, item]) => [key, matcher(item)]));
    default:
      return value;
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(value as object);
}

function matcher(value: unknown): unknown {
  return Array.isArray(value) ? { any: value } : value;
}
