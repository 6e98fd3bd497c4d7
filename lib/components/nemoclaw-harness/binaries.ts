import { isRecord } from '../../api/rules/spot';
import type { Path } from '../../plan/path';
import { compileGlob, globsDisjoint } from '../../policy/glob';
import { KAGENT_BINARIES } from '../../policy/layers/kagent-policy';
import { binariesOf } from '../../policy/presets/callers';
import { flavourOf, policyOf } from './network';
import type { NemoClawHarnessProps } from './props';

const BACKENDS: readonly unknown[] = ['openclaw', 'nemoclaw', 'hermes'];

/** A program of the policy, with those that the image is known to have. */
export interface UnknownBinary {
  readonly path: Path;
  readonly binary: string;
  readonly known: readonly string[];
}

/** Programs of the policy that nobody has seen in the backend's own image. source: facts/kagent.md §3; fault F-POL-25 */
export function binariesBeyondImage(props: NemoClawHarnessProps): readonly UnknownBinary[] {
  if (!BACKENDS.includes(props.backend)) return [];
  const known = [...new Set([...KAGENT_BINARIES[flavourOf(props)], ...binariesOf({ agent: props.backend })])];
  const policies: unknown = policyOf(props)?.networkPolicies;
  if (!isRecord(policies)) return [];
  return Object.entries(policies).flatMap(([key, policy]) => {
    const binaries = isRecord(policy) && Array.isArray(policy.binaries) ? policy.binaries : [];
    return binaries.flatMap((binary: unknown, index): UnknownBinary[] => {
      // A pattern that cannot be read is refused elsewhere.
      if (typeof binary !== 'string' || compileGlob(binary, '/').error !== undefined) return [];
      if (known.some((other) => !globsDisjoint(binary, other, '/'))) return [];
      return [{ path: ['networkPolicies', key, 'binaries', index], binary, known }];
    });
  });
}
