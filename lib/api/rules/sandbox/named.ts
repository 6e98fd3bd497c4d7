import type { Finding, Report } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import type { Parsed } from '../../../syntax/parsed';

/** Reports `metadata.name` when the parser refuses it. */
export function refuseName(object: KubernetesObject, report: Report, parse: (name: unknown) => Parsed<string>): void {
  const { name } = object.metadata;
  const parsed = parse(name);
  if (parsed.ok) return;
  report({
    path: ['metadata', 'name'],
    problem: parsed.reason,
    got: name,
    ...(parsed.allowed !== undefined && { allowed: parsed.allowed }),
    ...suggested(parsed.suggestion),
  });
}

/** A `fix` that names the value that was probably meant. */
export function suggested(suggestion: string | undefined): Pick<Finding, 'fix'> {
  return suggestion === undefined ? {} : { fix: `write ${JSON.stringify(suggestion)}` };
}
