import type { Finding, Report } from '../../diagnostics/rule';
import { isDeferred } from '../../plan/leaf';
import type { Path } from '../../plan/path';
import type { KubernetesObject } from '../../plan/resource';

/** Where the findings of one check go: to its report, or to the answer about a deferred value that has just resolved. */
interface Sink {
  report: Report;
}

const sinks = new WeakMap<Report, Sink>();

/**
 * A place in a finished object.
 *
 * Rules walk with it, because any value on the way may be deferred: what comes behind a deferred value is looked at when
 * that value resolves, and never taken for absent. Only what depends on two deferred values at once stays unseen.
 */
export class Spot {
  private constructor(
    /** What stands here; `undefined` where nothing does. */
    readonly value: unknown,
    private readonly sink: Sink,
    private readonly parent: Spot | undefined,
    private readonly step: string | number,
  ) {}

  /** The object itself. */
  static of(object: KubernetesObject, report: Report): Spot {
    let sink = sinks.get(report);
    if (sink === undefined) {
      sink = { report };
      sinks.set(report, sink);
    }
    return new Spot(object, sink, undefined, '');
  }

  /** Path from the object to here. */
  get path(): Path {
    return this.parent === undefined ? [] : [...this.parent.path, this.step];
  }

  /** Visits the place below, now or when every deferred value on the way is known. */
  look(steps: Path, visit: (spot: Spot) => void): void {
    let spot: Spot = this;
    for (let index = 0; index <= steps.length; index++) {
      if (isDeferred(spot.value)) {
        spot.postpone(steps.slice(index), visit);
        return;
      }
      const step = steps[index];
      if (step !== undefined) spot = spot.below(step);
    }
    visit(spot);
  }

  /** Visits each item of the list below; nothing is visited where there is no list. */
  each(steps: Path, visit: (item: Spot) => void): void {
    this.look(steps, (list) => {
      if (!Array.isArray(list.value)) return;
      for (let index = 0; index < list.value.length; index++) list.below(index).look([], visit);
    });
  }

  /** Visits each value of the map below, with its key. */
  entries(steps: Path, visit: (value: Spot, key: string) => void): void {
    this.look(steps, (map) => {
      if (!isRecord(map.value)) return;
      for (const key of Object.keys(map.value)) map.below(key).look([], (value) => visit(value, key));
    });
  }

  /** The place beside this one. */
  sibling(step: string): Spot {
    return this.parent === undefined ? this : this.parent.below(step);
  }

  /** Reports a finding here, or below. */
  refuse(finding: Omit<Finding, 'path'>, below: Path = []): void {
    this.sink.report({ ...finding, path: [...this.path, ...below] });
  }

  private below(step: string | number): Spot {
    const value = this.value;
    const inner =
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined;
    return new Spot(inner ?? undefined, this.sink, this, step);
  }

  // A visit may also speak of places that it reached before the deferred value, so all of them share one sink.
  private postpone(steps: Path, visit: (spot: Spot) => void): void {
    const { sink, parent, step } = this;
    sink.report.whenKnown(this.path, this.value, (known) =>
      findingsOf((report) => {
        const before = sink.report;
        sink.report = report;
        try {
          new Spot(known ?? undefined, sink, parent, step).look(steps, visit);
        } finally {
          sink.report = before;
        }
      }),
    );
  }
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
