import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sync } from '../../cli/sync';
import type { SyncSurroundings } from '../../cli/sync/session';
import { type GatewayAddress, renderGatewayState } from '../../lib/gateway-state/document';
import type { GatewayState } from '../../lib/plan/gateway-state';
import type { OpenShellVersion } from '../../lib/releases/openshell';

export interface SyncOutcome {
  readonly status: number;
  readonly said: readonly string[];
  readonly complaints: readonly string[];
  /** The report, where the run printed one. */
  readonly report: {
    readonly reads: number;
    readonly writes: number;
    readonly items: readonly { key: string; state: string; details: readonly string[]; version?: number }[];
  };
}

/** A folder with a document, Secrets and a record, and the command run on them in this process. */
export class SyncCase {
  readonly folder = mkdtempSync(join(tmpdir(), 'sync-'));
  readonly record = join(this.folder, 'record.json');

  write(path: string, text: string): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  document(port: number, items: readonly GatewayState[], given: DocumentOptions = {}): void {
    const { version = '0.0.46', transport = 'plaintext' } = given;
    const mode = {
      mutual: { mode: 'mutual', clientSecret: 's' },
      server: { mode: 'server', caSecret: 's' },
      plaintext: { mode: 'plaintext' },
    } as const;
    const gateway = {
      name: 'gateway',
      namespace: 'team-a',
      endpoint: { host: '127.0.0.1', port },
      transport: mode[transport],
      auth: 'anonymous' as const,
      version,
    };
    this.write('state.yaml', renderGatewayState({ gateway, items }));
  }

  /** Arguments of a run as JSON, quick and patient enough for a loopback gateway. */
  args(command: string, ...more: readonly string[]): string[] {
    const files = ['--state', join(this.folder, 'state.yaml'), '--secrets', join(this.folder, 'secrets')];
    return [command, ...files, '--record', this.record, '--json', '--wait', '5', ...more];
  }

  async run(command: string, ...more: readonly string[]): Promise<SyncOutcome> {
    return this.runWith({}, ...this.args(command, ...more));
  }

  async runWith(around: Partial<SyncSurroundings>, ...argv: readonly string[]): Promise<SyncOutcome> {
    const said: string[] = [];
    const complaints: string[] = [];
    const status = await sync(argv, {
      environment: {},
      print: (line) => said.push(line),
      complain: (line) => complaints.push(line),
      now: Date.now,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      pollMs: 10,
      acknowledgeMs: 150,
      ...around,
    });
    const json = said.at(-1);
    const none = { reads: 0, writes: 0, items: [] };
    return { status, said, complaints, report: json?.startsWith('{') ? JSON.parse(json) : none };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface DocumentOptions {
  readonly version?: OpenShellVersion;
  readonly transport?: GatewayAddress['transport'];
}

/** The policy that kagent creates a sandbox with, in short. source: facts/kagent.md §3 */
export const KAGENT_POLICY = {
  version: 1,
  filesystem: { includeWorkdir: true, readOnly: ['/usr', '/lib'], readWrite: ['/tmp', '/sandbox/.openclaw'] },
  landlock: { compatibility: 'best_effort' },
  process: { runAsUser: 'sandbox', runAsGroup: 'sandbox' },
  networkPolicies: { clawhub: rule('clawhub.ai', 'POST') },
};

/** A policy of the user's with the static sections of `KAGENT_POLICY`. */
export function wantedPolicy(host = 'api.example.com') {
  return { ...KAGENT_POLICY, networkPolicies: { api: rule(host, 'GET') } };
}

function rule(host: string, method: string) {
  return {
    name: host,
    endpoints: [
      {
        host,
        port: 443,
        ports: [443],
        protocol: 'rest',
        enforcement: 'enforce',
        rules: [{ allow: { method, path: '/v1/**' } }],
      },
    ],
    binaries: [{ path: '/usr/bin/curl' }],
  };
}

export function policyRow(sandbox: string, policy: object = wantedPolicy()): GatewayState {
  return { kind: 'Policy', key: `harness-${sandbox}`, sandbox, policy };
}
