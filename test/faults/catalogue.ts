/** How many faults each area of the catalogue has; they are numbered from 01. source: facts/faults.md */
export const AREAS: { readonly [area: string]: { readonly count: number; readonly title: string } } = {
  REL: { count: 19, title: 'Releases and versions' },
  POL: { count: 26, title: 'Policy' },
  SBX: { count: 25, title: 'Sandbox, template, pool, claim' },
  GW: { count: 16, title: 'Gateway' },
  KAG: { count: 30, title: 'kagent and kmcp' },
  NEM: { count: 14, title: 'NemoClaw, harness, channels' },
  TEN: { count: 9, title: 'Identity, tenancy, RBAC' },
  NET: { count: 9, title: 'Network policy' },
  ISO: { count: 9, title: 'Seccomp and isolation' },
  SCR: { count: 8, title: 'Secrets' },
  ENG: { count: 11, title: 'Engines' },
  LIF: { count: 9, title: 'Upgrade and destroy' },
};

/** The faults of one area, e.g. `F-GW-01`. */
export function faultsOf(area: string): string[] {
  const count = AREAS[area]?.count ?? 0;
  return Array.from({ length: count }, (_, index) => `F-${area}-${String(index + 1).padStart(2, '0')}`);
}

/** Every fault of the catalogue, in its order. */
export const FAULTS: readonly string[] = Object.keys(AREAS).flatMap(faultsOf);
