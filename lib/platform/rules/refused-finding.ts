import type { Finding } from '../../diagnostics/rule';
import type { Path } from '../../plan/path';
import type { Parsed } from '../../syntax/parsed';

/** What a parser refuses, as findings of a rule: one, or none when it accepts. */
export function findingsOf(path: Path, what: string, got: unknown, parsed: Parsed<unknown>): Finding[] {
  if (parsed.ok) return [];
  const { reason, allowed, suggestion } = parsed;
  return [
    {
      path,
      problem: `${what} is malformed: ${reason}`,
      got,
      ...(allowed !== undefined && { allowed }),
      ...(suggestion !== undefined && { fix: `write ${suggestion}` }),
    },
  ];
}
