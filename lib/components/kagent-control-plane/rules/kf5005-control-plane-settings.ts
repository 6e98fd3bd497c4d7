import type { Finding, Rule } from '../../../diagnostics/rule';
import type { Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDuration } from '../../../syntax/duration';
import { type Amounted, resourceFindings } from '../../resource-findings';
import { exampleControlPlane } from '../example';
import type { KagentControlPlaneProps } from '../props';

const LOG_LEVELS = ['debug', 'info', 'error'];
const SECOND = 1_000_000_000n;
const HEADER = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Numbers of pods, log level, time-outs and resources are such that the parts start. */
export const CONTROL_PLANE_SETTINGS: Rule<KagentControlPlaneProps> = {
  id: 'KF5005',
  name: 'control-plane-settings',
  severity: 'error',
  acknowledge: 'never',
  why: 'Two controllers need one database that outlives either, the process ends on a log level that it does not know, and a quota refuses pods without resources.',
  fix: 'give whole numbers from 1, an outside database for more than one controller, and cpu and memory for each part',
  faults: ['F-SCR-05'],
  sources: ['facts/kagent.md §10.20', 'controller-runtime pkg/log/zap flags.go', 'DESIGN §9'],
  check({ controller, ui, tlsProxy, database }, report) {
    const findings = [
      ...replicaFindings(['controller', 'replicas'], controller?.replicas),
      ...(database?.embedded !== undefined && Number(controller?.replicas) > 1
        ? [
            {
              path: ['controller', 'replicas'],
              problem: 'several controllers on the embedded database, which is one pod that goes with its node',
              got: controller?.replicas,
              allowed: '1, or database.url',
            },
          ]
        : []),
      ...logFindings(controller?.logLevel),
      ...(ui ? [...replicaFindings(['ui', 'replicas'], ui.replicas), ...uiFindings(ui)] : []),
    ];
    for (const finding of findings) report(finding);
    const judge = (path: Path, who: string, resources: unknown) =>
      report.whenKnown(path, resources as Leaf<Amounted> | undefined, (known) => resourceFindings(path, who, known));
    judge(['controller', 'resources'], 'the controller', controller?.resources);
    judge(['ui', 'resources'], 'the UI', (ui || undefined)?.resources);
    judge(['tlsProxy', 'resources'], 'the sidecar', tlsProxy?.resources);
  },
  examples: {
    failing: exampleControlPlane({
      controller: { replicas: 0, logLevel: 'warn' },
      ui: { streamTimeout: '100ms', forwardedHeaders: ['X-Team: a'] },
    }),
    mended: exampleControlPlane({
      controller: { replicas: 2, logLevel: 'debug' },
      ui: { streamTimeout: '1h', forwardedHeaders: ['X-Team'] },
    }),
  },
};

function replicaFindings(path: Path, replicas: unknown): Finding[] {
  if (replicas === undefined || (Number.isInteger(replicas) && Number(replicas) >= 1)) return [];
  return [{ path, problem: 'there is at least one pod', got: replicas, allowed: 'a whole number from 1' }];
}

function logFindings(level: unknown): Finding[] {
  if (level === undefined || LOG_LEVELS.some((known) => known === level)) return [];
  return [
    {
      path: ['controller', 'logLevel'],
      problem: 'the controller does not know this level',
      got: level,
      allowed: LOG_LEVELS.join(', '),
    },
  ];
}

function uiFindings({
  streamTimeout,
  forwardedHeaders,
}: {
  readonly streamTimeout?: unknown;
  readonly forwardedHeaders?: unknown;
}): Finding[] {
  const path = ['ui', 'streamTimeout'];
  const parsed = streamTimeout === undefined ? undefined : parseDuration(streamTimeout);
  const headers = Array.isArray(forwardedHeaders) || forwardedHeaders === undefined ? (forwardedHeaders ?? []) : [''];
  return [
    ...(parsed === undefined ? [] : findingsOf(path, 'the time-out', streamTimeout, parsed)),
    ...(parsed?.ok && (parsed.value < SECOND || parsed.value % SECOND !== 0n)
      ? [{ path, problem: 'nginx counts it in whole seconds', got: streamTimeout, allowed: '1s or more' }]
      : []),
    ...headers.flatMap((header: unknown, index: number): Finding[] =>
      typeof header === 'string' && HEADER.test(header)
        ? []
        : [{ path: ['ui', 'forwardedHeaders', index], problem: 'this is no name of a header', got: header }],
    ),
  ];
}
