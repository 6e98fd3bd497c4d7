import type { Path } from '../../plan/path';
import { POLICY_SHAPE, type Shape } from './shape';

/** Where the value at a path of the typed form stands in the file, e.g. `network_policies.a.binaries[0].path`. */
export function filePath(path: Path): Path {
  const steps: (string | number)[] = [];
  let shape: Shape | undefined = POLICY_SHAPE;
  for (const step of path) {
    const [keys, next] = descend(shape, step);
    steps.push(...keys);
    shape = next;
  }
  return shape?.kind === 'binary' ? [...steps, 'path'] : steps;
}

function descend(shape: Shape | undefined, step: string | number): [readonly (string | number)[], Shape | undefined] {
  switch (shape?.kind) {
    case 'allow': {
      const [keys, next] = descend(shape.of, step);
      return [['allow', ...keys], next];
    }
    case 'struct': {
      const field = shape.fields.find(({ name }) => name === step);
      return [[field?.key ?? step], field?.shape];
    }
    case 'list':
    case 'map':
      return [[step], shape.of];
    case 'matcher':
      return [typeof step === 'number' ? ['any', step] : [step], undefined];
    case 'params':
      return [[step], { kind: 'matcher' }];
    default:
      return [[step], undefined];
  }
}
