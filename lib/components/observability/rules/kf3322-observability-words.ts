import type { Finding, Rule } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { nearest } from '../../../syntax/nearest';
import type { Observed } from '../exports';
import type { MonitorOptions, Observability } from '../props';
import { exampleObserved } from './example';

/** The names that an object may have, each with those below it; `leaf` is not looked into. */
interface Shape {
  readonly [name: string]: Shape | 'leaf';
}

type ShapeOf<T> = { readonly [Name in keyof Required<T>]: Shape | 'leaf' };

const MONITOR: ShapeOf<MonitorOptions> = { interval: 'leaf', labels: 'leaf' };
const METRICS: ShapeOf<NonNullable<Observability['metrics']>> = {
  scrapeFrom: 'leaf',
  serviceMonitor: MONITOR,
  podMonitor: MONITOR,
  prometheusRule: { labels: 'leaf', additionalGroups: 'leaf' },
  dashboard: { labels: 'leaf' },
};
const OTLP: ShapeOf<NonNullable<Observability['otlp']>> = {
  endpoint: 'leaf',
  to: 'leaf',
  protocol: 'leaf',
  headers: { name: 'leaf', key: 'leaf' },
  signals: 'leaf',
};
const OBSERVABILITY: ShapeOf<Observability> = { metrics: METRICS, otlp: OTLP };

/** What is asked for has the names that the library knows, and which objects exist is known now. */
export const OBSERVABILITY_WORDS: Rule<Observed> = {
  id: 'KF3322',
  name: 'observability-words',
  severity: 'error',
  acknowledge: 'never',
  why: 'A name that nobody reads asks for nothing: no monitor is written, no trace is sent, and nothing says so.',
  fix: 'use a name of the list',
  faults: [],
  sources: ['DESIGN §4, §7'],
  check({ observability }, report) {
    for (const finding of wordFindings([], observability, OBSERVABILITY)) report(finding);
  },
  examples: {
    failing: exampleObserved({ metrics: { scrapesFrom: [{ namespace: 'monitoring' }] } } as Observability),
    mended: exampleObserved({ metrics: { scrapeFrom: [{ namespace: 'monitoring' }] } }),
  },
};

function wordFindings(path: Path, given: unknown, shape: Shape): Finding[] {
  if (given === undefined) return [];
  const allowed = Object.keys(shape).join(', ');
  if (isDeferred(given) || typeof given !== 'object' || given === null || Array.isArray(given)) {
    return [
      { path, problem: 'this has to be an object that is known now', got: typeof given, allowed: `{ ${allowed} }` },
    ];
  }
  return Object.entries(given).flatMap(([name, value]) => {
    const below = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (below === 'leaf') return [];
    if (below !== undefined) return wordFindings([...path, name], value, below);
    const meant = nearest(name, Object.keys(shape));
    return [
      {
        path: [...path, name],
        problem: 'there is nothing of this name',
        got: name,
        allowed,
        ...(meant !== undefined && { fix: `write ${meant}` }),
      },
    ];
  });
}
