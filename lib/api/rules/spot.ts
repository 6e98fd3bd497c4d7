import type { Finding, Report } from '../../diagnostics/rule';
import { isDeferred } from '../../plan/leaf';
import type { Path } from '../../plan/path';
import type { KubernetesObject } from '../../plan/resource';

/** Where findings go: to the report of the rules, or to the answer about a deferred value that has just resolved. */
interface Sink {
  report: Report;
}

const ROOT = Symbol('root');

/** A report keeps the root of the object that it is about, so that all rules of one evaluation start from the same spot. */
type Rooted = Report & { [ROOT]?: Spot };

const NO_STEPS: Path = [];
const NO_SPOTS: readonly Spot[] = [];

/**
 * A place in a finished object.
 *
 * Rules walk with it, because any value on the way may be deferred: what comes behind a deferred value is looked at when
 * that value resolves, and never taken for absent. Only what depends on two deferred values at once stays unseen.
 */
export class Spot {
  private made: Map<(spot: Spot) => unknown, unknown> | undefined;

  private constructor(
    /** What stands here; `undefined` where nothing does. */
    readonly value: unknown,
    private readonly sink: Sink,
    private readonly parent: Spot | undefined,
    /** The way from the parent to here; it is put together with the parent's only when something is reported. */
    private readonly steps: Path,
    /** One more step, for the items of a list or map. */
    private readonly item?: string | number,
  ) {}

  /** The object itself. */
  static of(object: KubernetesObject, report: Report): Spot {
    const known = (report as Rooted)[ROOT];
    if (known?.value === object) return known;
    const root = new Spot(object, known?.sink ?? { report }, undefined, NO_STEPS);
    (report as Rooted)[ROOT] = root;
    return root;
  }

  /** What `make` finds out about this place; asked again, the same answer. */
  once<T>(make: (spot: Spot) => T): T {
    if (this.made === undefined) this.made = new Map();
    else if (this.made.has(make)) return this.made.get(make) as T;
    const answer = make(this);
    this.made.set(make, answer);
    return answer;
  }

  /** Path from the object to here. */
  get path(): Path {
    if (this.parent === undefined) return this.steps;
    const path = [...this.parent.path, ...this.steps];
    if (this.item !== undefined) path.push(this.item);
    return path;
  }

  /** Visits the place below, now or when every deferred value on the way is known. */
  look(steps: Path, visit: (spot: Spot) => void): void {
    const value = reach(this.value, steps, steps.length);
    if (isDeferred(value)) this.postponeOnTheWay(steps, visit);
    else visit(steps.length === 0 ? this : new Spot(value, this.sink, this, steps));
  }

  /** The place below when every value down to it is known now; `undefined` when only a visit may reach it. */
  known(steps: Path): Spot | undefined {
    const value = reach(this.value, steps, steps.length);
    return isDeferred(value) ? undefined : new Spot(value, this.sink, this, steps);
  }

  /** The items of the list below, none without a list; `undefined` when some value on the way, or an item, is deferred. */
  knownItems(steps: Path): readonly Spot[] | undefined {
    const list = reach(this.value, steps, steps.length);
    if (isDeferred(list)) return undefined;
    if (!Array.isArray(list)) return NO_SPOTS;
    if (list.some(isDeferred)) return undefined;
    return list.map((value, index) => new Spot(value ?? undefined, this.sink, this, steps, index));
  }

  /** Visits each item of the list below; nothing is visited where there is no list. */
  each(steps: Path, visit: (item: Spot) => void): void {
    const list = reach(this.value, steps, steps.length);
    if (isDeferred(list)) this.look(steps, (known) => known.each(NO_STEPS, visit));
    else if (Array.isArray(list)) {
      for (let index = 0; index < list.length; index++) this.lookAtItem(list[index], steps, index, visit);
    }
  }

  /** Visits each value of the map below, with its key. */
  entries(steps: Path, visit: (value: Spot, key: string) => void): void {
    const map = reach(this.value, steps, steps.length);
    if (isDeferred(map)) this.look(steps, (known) => known.entries(NO_STEPS, visit));
    else if (isRecord(map)) {
      for (const key of Object.keys(map)) this.lookAtItem(map[key], steps, key, visit);
    }
  }

  /** The place beside this one. */
  sibling(step: string): Spot {
    if (this.parent === undefined) return this;
    const steps = [...(this.item === undefined ? this.steps.slice(0, -1) : this.steps), step];
    return new Spot(reach(this.parent.value, steps, steps.length), this.sink, this.parent, steps);
  }

  /** Reports a finding here, or below. */
  refuse(finding: Omit<Finding, 'path'>, below: Path = []): void {
    this.sink.report({ ...finding, path: [...this.path, ...below] });
  }

  private lookAtItem<Step extends string | number>(
    value: unknown,
    steps: Path,
    item: Step,
    visit: (spot: Spot, item: Step) => void,
  ): void {
    const spot = new Spot(value ?? undefined, this.sink, this, steps, item);
    if (isDeferred(value)) spot.postpone(NO_STEPS, (known) => visit(known, item));
    else visit(spot, item);
  }

  private postponeOnTheWay(steps: Path, visit: (spot: Spot) => void): void {
    let known = 0;
    let value = this.value;
    while (!isDeferred(value)) value = reach(this.value, steps, ++known);
    const spot = known === 0 ? this : new Spot(value, this.sink, this, steps.slice(0, known));
    spot.postpone(steps.slice(known), visit);
  }

  // A visit may also speak of places that it reached before the deferred value, so all of them share one sink.
  private postpone(steps: Path, visit: (spot: Spot) => void): void {
    const { sink, parent, steps: way, item } = this;
    sink.report.whenKnown(this.path, this.value, (known) =>
      findingsOf((report) => {
        const before = sink.report;
        sink.report = report;
        try {
          new Spot(known ?? undefined, sink, parent, way, item).look(steps, visit);
        } finally {
          sink.report = before;
        }
      }),
    );
  }
}

/** The value that many steps below, or the first deferred one on the way; `undefined` where the way leads nowhere. */
function reach(root: unknown, steps: Path, count: number): unknown {
  let value = root;
  for (let index = 0; index < count; index++) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (isDeferred(value)) return value;
    value = (value as Record<string | number, unknown>)[steps[index] as string | number];
  }
  return value ?? undefined;
}

/** What a check reports of an object; values that are still deferred are passed over. */
export function findingsOf(check: (report: Report) => void): Finding[] {
  const findings: Finding[] = [];
  const report = (finding: Finding) => {
    findings.push(finding);
  };
  const whenKnown: Report['whenKnown'] = (_path, leaf, ask) => {
    if (leaf !== undefined && leaf !== null && !isDeferred(leaf)) findings.push(...ask(leaf as never));
  };
  check(Object.assign(report, { whenKnown }));
  return findings;
}

/** Whether the value is an object with fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
