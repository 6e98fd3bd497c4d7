import type { Finding, Report } from '../../../diagnostics/rule';
import { isDeferred, type Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseAnnotationKey, parseLabelKey, parseLabelValue } from '../../../syntax/names';

/** What upstream's controller puts into a pod itself. */
export interface OwnParts {
  readonly labels: RegExp;
  readonly volumes: RegExp;
  readonly mountPaths: RegExp;
  readonly containers: RegExp;
}

/** What a user adds to that pod. */
export interface AddedParts {
  readonly labels?: { readonly [key: string]: Leaf<string> };
  readonly annotations?: { readonly [key: string]: Leaf<string> };
  readonly volumes?: unknown;
  readonly volumeMounts?: unknown;
  /** Further containers, with the name of their prop. */
  readonly containers?: { readonly prop: string; readonly list: unknown };
}

/** Additions that undo or repeat what the controller puts in. */
export function checkPodParts(report: Report, at: Path, added: AddedParts, own: OwnParts): void {
  for (const [key, value] of Object.entries(added.labels ?? {})) {
    const path = [...at, 'labels', key];
    for (const finding of findingsOf(path, 'the label', key, parseLabelKey(key))) report(finding);
    if (own.labels.test(key)) report({ path, problem: 'the Deployment finds its pods by this label', got: key });
    report.whenKnown(path, value, (text) => findingsOf(path, 'the label’s value', text, parseLabelValue(text)));
  }
  for (const key of Object.keys(added.annotations ?? {})) {
    for (const finding of findingsOf([...at, 'annotations', key], 'the annotation', key, parseAnnotationKey(key))) {
      report(finding);
    }
  }
  checkList(report, [...at, 'volumes'], added.volumes, 'name', own.volumes);
  checkList(report, [...at, 'volumeMounts'], added.volumeMounts, 'mountPath', own.mountPaths);
  if (added.containers === undefined) return;
  checkList(report, [...at, added.containers.prop], added.containers.list, 'name', own.containers);
}

function checkList(report: Report, path: Path, list: unknown, field: string, own: RegExp): void {
  report.whenKnown(path, list as Leaf<readonly object[]> | undefined, (items) => listFindings(path, items, field, own));
}

function listFindings(path: Path, items: unknown, field: string, own: RegExp): Finding[] {
  const seen = new Set<unknown>();
  return (Array.isArray(items) ? items : []).flatMap((item: object, index): Finding[] => {
    const value = isDeferred(item) ? item : (item as { readonly [field: string]: unknown } | null)?.[field];
    if (value === undefined || isDeferred(value)) return [];
    const at = [...path, index, field];
    const twice = seen.has(value);
    seen.add(value);
    if (twice) return [{ path: at, problem: `this ${field} is given twice`, got: value }];
    return own.test(String(value)) ? [{ path: at, problem: `this ${field} is taken`, got: value }] : [];
  });
}
