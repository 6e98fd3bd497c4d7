import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One policy of the measured corpus, what the real OpenShell made of it, and what its engine answered. */
export interface MeasuredPolicy {
  readonly policy: string;
  readonly status: string;
  readonly requests: readonly MeasuredRequest[];
}

export interface MeasuredRequest {
  readonly binary: string;
  readonly ancestors?: readonly string[];
  readonly host: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly query?: { readonly [key: string]: readonly string[] };
  readonly result: string;
}

const DECISIONS = join(process.cwd(), '../shared/upstream/openshell-decisions');

/** The corpus of one version. source: upstream/openshell-decisions/README.md */
export function measuredDecisions(version: string): readonly MeasuredPolicy[] {
  return readFileSync(join(DECISIONS, `${version}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
