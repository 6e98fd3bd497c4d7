/**
 * How Kubernetes types looked before the version of `definitions.json`, for upstreams whose CRDs embed an older form
 * and for clusters that do not know a field yet. Reviewed by hand; only types that we embed are listed.
 */
import type { EncodedType } from './encoding';

interface Change {
  /** First minor that has `added` and no longer has `removed`. */
  readonly minor: string;
  readonly added?: readonly string[];
  readonly removed?: Readonly<Record<string, EncodedType>>;
}

/** Changes by definition. A type that only a listed field refers to needs no entry of its own. */
const CHANGES: Readonly<Record<string, readonly Change[]>> = {
  Container: [{ minor: '1.34', added: ['restartPolicyRules'] }],
  EnvVarSource: [{ minor: '1.34', added: ['fileKeyRef'] }],
  EphemeralContainer: [{ minor: '1.34', added: ['restartPolicyRules'] }],
  Lifecycle: [{ minor: '1.33', added: ['stopSignal'] }],
  PodCertificateProjection: [{ minor: '1.35', added: ['userAnnotations'] }],
  PodSpec: [
    { minor: '1.34', added: ['hostnameOverride'] },
    { minor: '1.36', added: ['schedulingGroup'] },
  ],
  VolumeProjection: [{ minor: '1.34', added: ['podCertificate'] }],
};

function isBefore(minor: string, other: string): boolean {
  const [major = 0, number = 0] = minor.split('.').map(Number);
  const [otherMajor = 0, otherNumber = 0] = other.split('.').map(Number);
  return major !== otherMajor ? major < otherMajor : number < otherNumber;
}

/** The encoded fields of a definition as of a Kubernetes minor; all of them when none is given. */
export function fieldsAsOf(
  name: string,
  fields: Readonly<Record<string, EncodedType>>,
  asOf: string | undefined,
): Readonly<Record<string, EncodedType>> {
  const changes = CHANGES[name];
  if (asOf === undefined || changes === undefined) return fields;
  const result: Record<string, EncodedType> = { ...fields };
  for (const { minor, added = [], removed = {} } of changes) {
    if (!isBefore(asOf, minor)) continue;
    for (const field of added) {
      delete result[field];
      delete result[`${field}!`];
    }
    Object.assign(result, removed);
  }
  return result;
}
