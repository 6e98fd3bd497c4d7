/** One thing to time; it answers something, so that nothing is optimised away. */
export interface Candidate {
  readonly name: string;
  run(): unknown;
}

/** A candidate's times over all rounds, in milliseconds. */
export interface Timing {
  readonly name: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Times the candidates in turn, round by round, after one uncounted round. The machine's speed drifts; within a round
 * all candidates see the same machine, so only ratios of one run mean anything.
 */
export function measure(candidates: readonly Candidate[], rounds = 11): Timing[] {
  const times = new Map<string, number[]>(candidates.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of candidates) {
      const elapsed = time(run);
      if (round > 0) times.get(name)?.push(elapsed);
    }
  }
  return candidates.map(({ name }) => summarize(name, times.get(name) ?? []));
}

function time(run: () => unknown): number {
  globalThis.gc?.();
  const start = performance.now();
  const result = run();
  const elapsed = performance.now() - start;
  if (result === undefined) throw new Error('a candidate must answer something');
  return elapsed;
}

function summarize(name: string, times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { name, median: at(0.5), low: at(0), high: at(1) };
}

/** One line: how much longer `timing` took than `base`, against its target. */
export function ratioLine(timing: Timing, base: Timing, target?: number): string {
  const ratio = timing.median / base.median;
  const verdict =
    target === undefined ? '' : ratio <= target ? `  (target ≤ ${target}: met)` : `  (target ≤ ${target}: MISSED)`;
  const spread = `median ${timing.median.toFixed(1)} ms [${timing.low.toFixed(1)}–${timing.high.toFixed(1)}] vs ${base.median.toFixed(1)} ms`;
  return `${`${timing.name} / ${base.name}`.padEnd(58)} ${ratio.toFixed(2).padStart(6)}×  ${spread}${verdict}`;
}
