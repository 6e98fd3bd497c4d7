import type { GatewayDocument } from '../../lib/gateway-state/document';
import type { SyncCommand } from './options';
import { exitStatusOf, type ItemResult, type ItemState } from './result';

/** What one run did, whole. */
export interface RunReport {
  readonly command: SyncCommand;
  readonly document: GatewayDocument;
  readonly results: readonly ItemResult[];
  readonly calls: { readonly reads: number; readonly writes: number };
}

const MARKS: Readonly<Record<ItemState, string>> = {
  'in-sync': '=',
  changed: '+',
  'would-change': '~',
  pending: '.',
  blocked: '!',
  orphaned: '-',
  removed: '-',
  unchecked: ' ',
  failed: 'x',
};

/** The run as lines: what is not as it should be or was changed, then one line that counts. */
export function asLines({ document, results, calls }: RunReport): readonly string[] {
  const { gateway, release } = document;
  const told = results.filter(({ state }) => state !== 'in-sync' && state !== 'unchecked');
  const counts = Object.keys(MARKS).flatMap((state) => {
    const count = results.filter((result) => result.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return [
    `gateway ${gateway.namespace}/${gateway.name}, OpenShell ${release}`,
    ...told.map(asLine),
    `${counts.length === 0 ? 'nothing to do' : counts.join(', ')} (${calls.reads} reads, ${calls.writes} writes)`,
  ];
}

/** One row: its state, what it is about, and why. */
export function asLine({ state, target, details }: ItemResult): string {
  return [`  ${MARKS[state]} ${target}: ${state}`, ...details.map((detail) => `      ${detail}`)].join('\n');
}

/** The run as one JSON object, for pipelines; its fields are part of the interface. */
export function asJson({ command, document, results, calls }: RunReport): string {
  const { gateway, release } = document;
  return JSON.stringify({
    command,
    gateway: `${gateway.namespace}/${gateway.name}`,
    release,
    exitStatus: exitStatusOf(results),
    ...calls,
    items: results,
  });
}

/** Rows done so far, on one line of a terminal. */
export class Progress {
  private done = 0;

  constructor(
    private readonly total: number,
    private readonly terminal: NodeJS.WriteStream | undefined,
  ) {}

  add(): void {
    this.done += 1;
    this.terminal?.write(`\r${this.done}/${this.total} rows`);
  }

  end(): void {
    if (this.done > 0) this.terminal?.write('\r\x1b[K');
  }
}
