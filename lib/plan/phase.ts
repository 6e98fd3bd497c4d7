/**
 * The order in which the objects of a program come to life.
 *
 * Guards (NetworkPolicies, admission, quota) come before anything that can run; `gate` holds the one or two
 * objects that later phases wait for, so that edges stay linear. source: DESIGN §4
 */
export const PHASES = [
  'namespace',
  'crd',
  'identity',
  'guard',
  'config',
  'state',
  'controller',
  'gate',
  'workload',
] as const;

export type Phase = (typeof PHASES)[number];

const RANK = new Map<Phase, number>(PHASES.map((phase, rank) => [phase, rank]));

/** Sorts by phase and keeps the given order within one. */
export function comparePhases(a: Phase, b: Phase): number {
  return (RANK.get(a) ?? 0) - (RANK.get(b) ?? 0);
}

/** Two digits and the phase, so that files applied in name order are applied in phase order. */
export function phaseLabel(phase: Phase): string {
  return `${String((RANK.get(phase) ?? 0) * 10).padStart(2, '0')}-${phase}`;
}
