import type { KubernetesObject } from '../../lib/plan/resource';
import { labelOf } from './chart-objects';
import { type FlatObject, flatten } from './normal-form';

/** Why something of upstream's chart is not in our output as it stands there; the text behind it says more. */
export type Reason =
  /** Narrower or safer here. */
  | 'hardened'
  /** The same under another name. */
  | 'renamed'
  /** The same, said in another field or object. */
  | 'moved'
  /** A value of upstream's that here is a Secret's. */
  | 'by reference'
  /** Nothing reads it here. */
  | 'not needed'
  /** A default of ours that is another one on purpose. */
  | 'other default';

/** A difference: an object's name or `*`, then a path in which `*` stands for one step and `**` for all below. */
export type Reviewed = readonly [object: string, path: string, reason: Reason, why: string];

/** Differences between an upstream chart and our output, each with its reason. */
export interface ReviewedChart {
  /** Fingerprint of the rendering that was read. */
  readonly rendering: string;
  /** Our names of upstream's objects whose names differ; the rights of more than one count together. */
  readonly twins: { readonly [upstream: string]: string | readonly string[] };
  /** Upstream's objects without a twin. */
  readonly absent: { readonly [upstream: string]: readonly [Reason, string] };
  /** Parts of paths that are called otherwise here, e.g. a container; upstream's first. */
  readonly parts: { readonly [upstream: string]: string };
  readonly differences: readonly Reviewed[];
}

/** One of upstream's fields that our output lacks or has otherwise. */
export interface Difference {
  readonly object: string;
  readonly path: string;
  readonly theirs: string;
  readonly ours: string | undefined;
}

/** What a comparison found that the table does not know, and what the table knows that was not found. */
export interface Verdict {
  readonly objectsWithoutTwin: readonly string[];
  readonly unexplained: readonly Difference[];
  readonly unused: readonly string[];
}

/** Compares every field of upstream's objects with ours; what ours have beyond that is our own business. */
export function compare(
  theirs: readonly KubernetesObject[],
  ours: readonly KubernetesObject[],
  review: ReviewedChart,
): Verdict {
  const used = new Set<string>();
  const use = (entry: string) => used.add(entry);
  const without: string[] = [];
  const unexplained: Difference[] = [];
  for (const upstream of theirs) {
    const object = labelOf(upstream);
    if (object in review.absent) {
      use(`absent: ${object}`);
      if (!ours.some((own) => labelOf(own) === object)) continue;
      without.push(`${object} (listed as absent, and there)`);
    }
    if (object in review.twins) use(`twins: ${object}`);
    const names = [review.twins[object] ?? object].flat();
    const twins = ours.filter((own) => names.includes(labelOf(own)));
    if (twins.length < names.length) {
      without.push(object);
      continue;
    }
    const own = new Map(twins.flatMap((twin) => [...flatten(twin, ours)]));
    for (const difference of differences(object, flatten(upstream, theirs), own, review.parts, use)) {
      const entries = review.differences.filter(([where, path]) => covers(where, path, difference));
      for (const [where, path] of entries) use(`differences: ${where} ${path}`);
      if (entries.length === 0) unexplained.push(difference);
    }
  }
  return { objectsWithoutTwin: without, unexplained, unused: entriesOf(review).filter((entry) => !used.has(entry)) };
}

function differences(
  object: string,
  theirs: FlatObject,
  ours: FlatObject,
  parts: ReviewedChart['parts'],
  use: (entry: string) => void,
): Difference[] {
  return [...theirs].flatMap(([path, value]) => {
    const renamed = Object.entries(parts).reduce((text, [from, to]) => {
      if (!`/${text}/`.includes(`/${from}/`)) return text;
      use(`parts: ${from}`);
      return `/${text}/`.replace(`/${from}/`, `/${to}/`).slice(1, -1);
    }, path);
    const own = ours.get(renamed);
    // An empty map says nothing but that it is there.
    if (own === value || (value === '{}' && [...ours.keys()].some((key) => key.startsWith(`${renamed}/`)))) return [];
    return [{ object, path, theirs: value, ours: own }];
  });
}

function covers(where: string, pattern: string, { object, path }: Difference): boolean {
  if (where !== '*' && where !== object && !(where.endsWith(' *') && object.startsWith(where.slice(0, -1))))
    return false;
  const expression = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('**', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '.*');
  return new RegExp(`^${expression}$`, 's').test(path);
}

function entriesOf({ twins, absent, parts, differences: listed }: ReviewedChart): string[] {
  return [
    ...Object.keys(twins).map((name) => `twins: ${name}`),
    ...Object.keys(absent).map((name) => `absent: ${name}`),
    ...Object.keys(parts).map((part) => `parts: ${part}`),
    ...listed.map(([where, path]) => `differences: ${where} ${path}`),
  ];
}
