/** One decision, as a line of the supervisor's stderr tells it. */
export interface SandboxDecision {
  /** When, in UTC: RFC 3339. */
  readonly time: string;
  /** A connection, or a request inside of one. */
  readonly about: 'connection' | 'request';
  readonly action: 'allowed' | 'denied' | 'observed' | 'modified';
  readonly severity: string;
  /** Name of the program that asked. */
  readonly program?: string;
  /** Method of a request. */
  readonly method?: string;
  /** Host and port of a connection, URL of a request. */
  readonly target?: string;
  /** The network policy that matched; `-` for none. */
  readonly policy?: string;
  /** Why it was denied, cut to 80 characters. */
  readonly reason?: string;
}

/**
 * A decision among the lines: `<time> OCSF <class>:<activity> [<severity>] <action> <program>(<pid>) -> <target>`, with
 * policy and reason behind. Everything else that stderr holds does not match.
 *
 * It is written in what JavaScript and Rust read alike. source: OpenShell v0.0.46,
 * crates/openshell-ocsf/src/format/shorthand.rs and tracing_layers/shorthand_layer.rs
 */
export const DECISION_PATTERN = [
  '^(?<time>[0-9T:.-]+Z) OCSF (?<class>NET|HTTP):[A-Z_]+ ',
  '\\[(?<severity>[A-Z]+)\\] (?<action>ALLOWED|DENIED|OBSERVED|MODIFIED)',
  '(?: (?<program>[^ ]+)\\([0-9]+\\) ->)?',
  '(?: (?<method>[A-Z]+)(?= ))?(?: (?<target>[^\\[ ][^ ]*))?',
].join('');

const TAGS = {
  policy: '\\[policy:(?<policy>[^ \\]]*) engine:[^\\]]*\\]',
  reason: '\\[reason:(?<reason>.*)\\]$',
} as const;

const DECISION = new RegExp(DECISION_PATTERN);
const POLICY = new RegExp(TAGS.policy);
const REASON = new RegExp(TAGS.reason);

/** The decision that a line of a pod's log tells, if it tells one. */
export function readDecision(line: string): SandboxDecision | undefined {
  const found = DECISION.exec(line)?.groups;
  if (found === undefined) return undefined;
  const { time = '', severity = '', action = '', program, method, target } = found;
  const policy = POLICY.exec(line)?.groups?.policy;
  const reason = REASON.exec(line)?.groups?.reason;
  return {
    time,
    about: found.class === 'HTTP' ? 'request' : 'connection',
    action: action.toLowerCase() as SandboxDecision['action'],
    severity,
    ...(program !== undefined && { program }),
    ...(method !== undefined && { method }),
    ...(target !== undefined && { target }),
    ...(policy !== undefined && { policy }),
    ...(reason !== undefined && { reason }),
  };
}

/** Name of the counter that is made of the decisions. */
export const DECISIONS_METRIC = 'openshell_decisions_total';

/** By what it counts; hosts and programs would be as many series as an agent cares to make. */
export const DECISION_TAGS = ['tenant', 'pool', 'harness', 'action', 'about', 'policy'] as const;
