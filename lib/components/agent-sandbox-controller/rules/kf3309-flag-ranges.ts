import type { Rule } from '../../../diagnostics/rule';
import { parseDuration } from '../../../syntax/duration';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';

interface Range {
  readonly allowed: string;
  readonly holds: (value: unknown) => boolean;
}

const COUNT: Range = {
  allowed: 'a whole number from 1',
  holds: (value) => Number.isInteger(value) && (value as number) >= 1,
};
const RATE: Range = {
  allowed: 'a number from 0',
  holds: (value) => Number.isFinite(value) && (value as number) >= 0,
};
const QPS: Range = {
  allowed: 'a number above 0, or -1 for no limit',
  holds: (value) => Number.isFinite(value) && ((value as number) > 0 || value === -1),
};
const SWITCH: Range = { allowed: 'true or false', holds: (value) => typeof value === 'boolean' };
const LEVEL: Range = {
  allowed: 'debug, info, error',
  holds: (value) => value === 'debug' || value === 'info' || value === 'error',
};
const DURATION: Range = { allowed: 'a Go duration from 0, e.g. 250ms', holds: (value) => durationAbove(-1n, value) };
const POSITIVE_DURATION: Range = {
  allowed: 'a Go duration above 0, e.g. 5m',
  holds: (value) => durationAbove(0n, value),
};

function durationAbove(limit: bigint, value: unknown): boolean {
  const parsed = parseDuration(value);
  return parsed.ok && parsed.value > limit;
}

type Ranges<Props> = { readonly [Name in keyof Required<Props>]: Range };

// As the controller checks them at its start. source: facts/agent-sandbox.md §3, Flags
const WORKERS: Ranges<NonNullable<AgentSandboxControllerProps['workers']>> = {
  sandbox: COUNT,
  sandboxClaim: COUNT,
  sandboxWarmPool: COUNT,
  sandboxTemplate: COUNT,
};
const WARM_POOL: Ranges<NonNullable<AgentSandboxControllerProps['warmPool']>> = {
  maxBatchSize: COUNT,
  replenishDelay: DURATION,
  maxRefillRate: RATE,
  readinessGracePeriod: POSITIVE_DURATION,
  unschedulableRecheckInterval: POSITIVE_DURATION,
  eviction: SWITCH,
};
const API: Ranges<NonNullable<AgentSandboxControllerProps['api']>> = {
  qps: QPS,
  burst: COUNT,
  connections: COUNT,
  separateWatchConnection: SWITCH,
  cacheLabelSelectors: SWITCH,
  writeBehindWindow: DURATION,
};
const CLAIMS: Ranges<NonNullable<AgentSandboxControllerProps['claims']>> = {
  events: SWITCH,
  observabilityAnnotations: SWITCH,
};

/** Flags have values with which the controller starts. */
export const FLAG_RANGES: Rule<AgentSandboxControllerProps> = {
  id: 'KF3309',
  name: 'flag-ranges',
  severity: 'error',
  acknowledge: 'never',
  why: 'The controller ends at its start on a value out of range: CrashLoopBackOff, with the reason only in its log.',
  fix: 'give a value in the range, or leave the prop out for upstream’s default',
  faults: [],
  sources: ['facts/agent-sandbox.md §3'],
  check({ workers, warmPool, api, claims, logLevel }, report) {
    const expect = (group: string, given: object | undefined, ranges: Readonly<Record<string, Range>>) => {
      for (const [name, value] of Object.entries(given ?? {})) {
        const range = Object.hasOwn(ranges, name) ? ranges[name] : undefined;
        if (value === undefined || range?.holds(value)) continue;
        report({
          path: [group, name],
          problem: range ? 'the controller does not start with this value' : 'there is no flag of this name',
          got: value,
          allowed: range?.allowed ?? Object.keys(ranges).join(', '),
        });
      }
    };
    expect('workers', workers, WORKERS);
    expect('warmPool', warmPool, WARM_POOL);
    expect('api', api, API);
    expect('claims', claims, CLAIMS);
    if (logLevel === undefined || LEVEL.holds(logLevel)) return;
    report({ path: ['logLevel'], problem: 'there is no such log level', got: logLevel, allowed: LEVEL.allowed });
  },
  examples: {
    failing: exampleController({ workers: { sandboxClaim: 0 }, warmPool: { readinessGracePeriod: '0' } }),
    mended: exampleController({ workers: { sandboxClaim: 200 }, warmPool: { readinessGracePeriod: '10m' } }),
  },
};
