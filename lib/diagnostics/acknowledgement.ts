import { withoutCredentials } from '../syntax/credential';
import { type Diagnostic, formatPlace } from './diagnostic';
import type { Finding } from './rule';

/** A waiver of one rule, with the reason that the report prints. */
export interface Acknowledgement {
  /** Rule id, e.g. `KF3014`. */
  readonly rule: string;
  /**
   * What it covers: a construct path (`team-a/claude`), a place in one (`team-a/claude: image`), or a prefix of either.
   *
   * @default - everywhere in the component or platform that carries the acknowledgement
   */
  readonly at?: string;
  /** Why the rule does not apply here; it may not be empty. */
  readonly reason: string;
}

/** The waivers in force for one component. */
export interface Waivers {
  /** Given in the component's own props. */
  readonly own: readonly Acknowledgement[];
  /** Given by the platform, carried in its ref. */
  readonly platform: readonly Acknowledgement[];
  /** Ids of rules that only the platform may waive. */
  readonly locked: readonly string[];
}

/** The diagnostics with their waivers applied, and the own acknowledgements that did nothing or may not be given. */
export interface Acknowledged {
  readonly diagnostics: readonly Diagnostic[];
  readonly refused: readonly Finding[];
  readonly unused: readonly { readonly waiver: Acknowledgement; readonly finding: Finding }[];
}

/** Marks what a waiver covers. `never` rules, locked rules and empty reasons are not waived. */
export function applyAcknowledgements(diagnostics: readonly Diagnostic[], waivers: Waivers): Acknowledged {
  const used = new Set<Acknowledgement>();
  const waiverFor = (diagnostic: Diagnostic): Acknowledgement | undefined => {
    const candidates = [...waivers.own, ...waivers.platform].filter((waiver) => covers(waiver, diagnostic));
    for (const waiver of candidates) used.add(waiver);
    return candidates.find((waiver) => isEffective(waiver, diagnostic, waivers));
  };
  const marked = diagnostics.map((diagnostic) => {
    const waiver = waiverFor(diagnostic);
    return waiver ? { ...diagnostic, acknowledged: { reason: withoutCredentials(waiver.reason) } } : diagnostic;
  });
  return {
    diagnostics: marked,
    refused: waivers.own.flatMap((waiver, index) => refusal(waiver, index, diagnostics, waivers.locked)),
    unused: waivers.own.flatMap((waiver, index) =>
      used.has(waiver) ? [] : [{ waiver, finding: unusedFinding(waiver, index) }],
    ),
  };
}

function isEffective(waiver: Acknowledgement, diagnostic: Diagnostic, { platform, locked }: Waivers): boolean {
  if (diagnostic.acknowledge === 'never' || waiver.reason.trim() === '') return false;
  return platform.includes(waiver) || !locked.includes(waiver.rule);
}

function covers({ rule, at }: Acknowledgement, diagnostic: Diagnostic): boolean {
  if (rule !== diagnostic.rule) return false;
  if (at === undefined) return true;
  const place = formatPlace(diagnostic);
  return place === at || (place.startsWith(at) && /^[:/.[]/.test(place.slice(at.length)));
}

function refusal(
  waiver: Acknowledgement,
  index: number,
  diagnostics: readonly Diagnostic[],
  locked: readonly string[],
): Finding[] {
  const path = ['acknowledge', index];
  if (waiver.reason.trim() === '') {
    return [
      {
        path: [...path, 'reason'],
        problem: `the acknowledgement of ${waiver.rule} gives no reason`,
        got: waiver.reason,
      },
    ];
  }
  if (locked.includes(waiver.rule)) {
    return [{ path: [...path, 'rule'], problem: `${waiver.rule} is locked by the platform`, got: waiver.rule }];
  }
  if (diagnostics.some((diagnostic) => covers(waiver, diagnostic) && diagnostic.acknowledge === 'never')) {
    return [
      {
        path: [...path, 'rule'],
        problem: `${waiver.rule} cannot be waived: what it refuses cannot work`,
        got: waiver.rule,
      },
    ];
  }
  return [];
}

function unusedFinding({ rule, at }: Acknowledgement, index: number): Finding {
  return {
    path: ['acknowledge', index],
    problem: `the acknowledgement of ${rule} covers nothing`,
    got: at === undefined ? { rule } : { rule, at },
  };
}
