import { isRecord } from '../../../api/rules/spot';
import type { Path } from '../../../plan/path';
import type { NemoClawHarnessProps } from '../props';

/** A variable with its place; what has no name is the business of KF5606. */
export interface PlacedVariable {
  readonly path: Path;
  readonly name: string;
}

export function variablesOf({ env }: NemoClawHarnessProps): readonly PlacedVariable[] {
  const list: readonly unknown[] = Array.isArray(env) ? env : [];
  return list.flatMap((item, index) =>
    isRecord(item) && typeof item.name === 'string' ? [{ path: ['env', index], name: item.name }] : [],
  );
}
