import { isDeferred, type Leaf } from '../plan/leaf';
import type { Path } from '../plan/path';
import { valueWithoutCredentials, withoutCredentials } from '../syntax/credential';
import type { Diagnostic } from './diagnostic';
import type { Finding, Report, Rule, RuleInfo } from './rule';

/** Where the input of a rule stands, for the diagnostics it raises. */
export interface Place {
  readonly construct: string;
  readonly subject: Diagnostic['subject'];
}

/** A question about the leaf at `path` that can be answered only when the engine resolves it. */
export interface DeferredDiagnosis {
  /** Id of the rule that asks. */
  readonly rule: string;
  readonly path: Path;
  diagnose(value: unknown): readonly Diagnostic[];
}

/** What rules said of an input, and what they can only say when deferred values resolve. */
export interface Evaluation {
  readonly diagnostics: readonly Diagnostic[];
  readonly deferred: readonly DeferredDiagnosis[];
}

/** Runs all rules over one input. A rule that throws becomes an error diagnostic, never a pass. */
export function evaluate<Input>(rules: readonly Rule<Input>[], input: Input, place: Place): Evaluation {
  const diagnostics: Diagnostic[] = [];
  const deferred: DeferredDiagnosis[] = [];
  // One report for all rules, which run one after the other: what a rule looks up through it, the next one finds there.
  let running: RuleInfo | undefined;
  const report = reportTo(() => running as RuleInfo, place, diagnostics, deferred);
  for (const rule of rules) {
    running = rule;
    try {
      rule.check(input, report);
    } catch (error) {
      diagnostics.push(asDiagnostic(rule, place, crashed(error)));
    }
  }
  return { diagnostics, deferred };
}

/** The findings of something that is not a rule over this input (a schema, a patch), said under a rule's name. */
export function diagnose(rule: RuleInfo, place: Place, findings: readonly Finding[]): Diagnostic[] {
  return findings.length === 0 ? [] : findings.map((finding) => asDiagnostic(rule, place, finding));
}

function reportTo(running: () => RuleInfo, place: Place, into: Diagnostic[], deferred: DeferredDiagnosis[]): Report {
  const report = (finding: Finding) => {
    into.push(asDiagnostic(running(), place, finding));
  };
  return Object.assign(report, {
    whenKnown<T>(path: Path, leaf: Leaf<T> | undefined, check: (value: T) => readonly Finding[]) {
      if (leaf === undefined || leaf === null) return;
      const rule = running();
      const diagnoseValue = (value: unknown) => diagnose(rule, place, answer(check, value as T));
      if (isDeferred(leaf)) deferred.push({ rule: rule.id, path, diagnose: diagnoseValue });
      else into.push(...diagnoseValue(leaf));
    },
  });
}

function answer<T>(check: (value: T) => readonly Finding[], value: T): readonly Finding[] {
  try {
    return check(value);
  } catch (error) {
    return [crashed(error)];
  }
}

function asDiagnostic(rule: RuleInfo, { construct, subject }: Place, finding: Finding): Diagnostic {
  const { path, problem, got, allowed, fix } = withoutSecrets(rule, finding);
  return {
    rule: rule.id,
    severity: rule.severity,
    acknowledge: rule.acknowledge,
    construct,
    subject: valueWithoutCredentials(subject) as Diagnostic['subject'],
    path,
    problem,
    // A rule that gives `got` says something by it, also when that is nothing.
    ...('got' in finding && { got }),
    ...(allowed !== undefined && { allowed }),
    fix,
    sources: [...rule.sources, ...rule.faults],
  };
}

/** The finding without what looks like a credential, wherever a rule may have put the value that it found. */
function withoutSecrets(rule: RuleInfo, { path, problem, got, allowed, fix = rule.fix }: Finding) {
  const shown = valueWithoutCredentials(got);
  const said = withoutCredentials(problem);
  // A suggestion is made from the value, in an order or spelling that no pattern knows.
  const isSecret = shown !== got || said !== problem;
  return {
    path,
    problem: said,
    got: shown,
    allowed: allowed === undefined ? undefined : withoutCredentials(allowed),
    fix: isSecret ? rule.fix : withoutCredentials(fix),
  };
}

function crashed(error: unknown): Finding {
  const message = error instanceof Error ? error.message : String(error);
  return {
    path: [],
    problem: `the rule could not be evaluated: ${message}`,
    fix: 'correct the types of the values the message names; if they are right, report this as a defect of kagent-fleet',
  };
}
