/** A name, or a pattern of names, in a rule of Cilium's. */
export type FqdnSelector = { readonly matchName: string } | { readonly matchPattern: string };

/** A host pattern in Cilium's words. */
export interface FqdnNames {
  readonly selectors: readonly FqdnSelector[];
  /** Which names that OpenShell's pattern fits are left out. */
  readonly refuses?: string;
}

/** Cilium's CRD takes no longer names. */
const LONGEST = 255;

/** How many labels stand in for `**` where Cilium cannot say it. */
const DEEPEST = 4;

/**
 * A host pattern of OpenShell as Cilium's selectors; nothing for characters that Cilium refuses.
 *
 * `*` means the same in both: any characters of one label (Cilium's expression for it is `[-a-zA-Z0-9_]*`; only a `*`
 * alone fits everything, and OpenShell refuses that). `**` is one or more labels in OpenShell and in newer Ciliums
 * only. (F-NET-03) source: cilium pkg/fqdn/matchpattern; facts/verified.md §3
 */
export function fqdnSelectors(pattern: string, recursivePatterns: boolean): FqdnNames | undefined {
  const host = pattern.toLowerCase();
  if (host.length > LONGEST || !/^[-a-z0-9_*]+(?:[.][-a-z0-9_*]+)*[.]?$/.test(host)) return undefined;
  if (!host.includes('*')) return { selectors: [{ matchName: host }] };
  if (!host.includes('**')) return /^\*+$/.test(host) ? undefined : { selectors: [{ matchPattern: host }] };
  const rest = host.slice('**'.length);
  if (!host.startsWith('**.') || rest.includes('**')) return undefined;
  if (recursivePatterns) return { selectors: [{ matchPattern: host }] };
  return {
    selectors: Array.from({ length: DEEPEST }, (_, depth) => ({ matchPattern: `${'*.'.repeat(depth)}*${rest}` })),
    refuses: `names with more than ${DEEPEST} labels before ${rest}`,
  };
}
