import { formatPath, type Path } from '../plan/path';
import { valueWithoutCredentials, withoutCredentials } from '../syntax/credential';

/** `error` stops synthesis unless acknowledged; `warning` is printed and goes on. */
export type Severity = 'error' | 'warning';

/** One thing that is wrong, said so that the reader can mend it without looking anything up. */
export interface Diagnostic {
  /** Stable rule id, e.g. `KF3001`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Whether the rule may be waived with a reason. */
  readonly acknowledge: 'with-reason' | 'never';
  /** Construct path of the component, e.g. `team-a/claude`. */
  readonly construct: string;
  /** What `path` is relative to: the component's props, or the key of a generated object. */
  readonly subject: 'props' | { readonly key: string; readonly kind: string; readonly name: string };
  readonly path: Path;
  /** Where in the component's props the value at `path` of a generated object came from. */
  readonly prop?: Path;
  /** What is wrong, in one sentence. */
  readonly problem: string;
  /** The value found, when it helps and is not a secret. */
  readonly got?: unknown;
  /** The values that would be accepted. */
  readonly allowed?: string;
  /** What to change. */
  readonly fix: string;
  /** Where the fact behind the rule is written down. */
  readonly sources: readonly string[];
  /** Present when an acknowledgement covers this diagnostic. */
  readonly acknowledged?: { readonly reason: string };
}

const LONGEST_VALUE = 120;

/** The value as it is shown in a message: one line, without credentials, cut to a readable length. */
export function formatValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  let text: string;
  try {
    text = JSON.stringify(valueWithoutCredentials(value)) ?? withoutCredentials(String(value));
  } catch {
    text = Object.prototype.toString.call(value);
  }
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}… (${text.length} characters)` : text;
}

/** Where a diagnostic points: construct path, then the field in its props or in the named object. */
export function formatPlace(diagnostic: Diagnostic): string {
  // A name or the key of a map may be what should not have been written there.
  return withoutCredentials(placeOf(diagnostic));
}

function placeOf({ construct, subject, path, prop }: Diagnostic): string {
  const field = formatPath(path);
  if (subject === 'props') return `${construct}: ${field}`;
  const inObject = `${subject.kind} ${subject.name} (key ${subject.key}): ${field}`;
  return prop === undefined ? `${construct}: ${inObject}` : `${construct}: ${formatPath(prop)}, in ${inObject}`;
}
