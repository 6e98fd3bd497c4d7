import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { GatewayState } from '../../lib/plan/gateway-state';

/**
 * What earlier runs wrote, row by row. Upstream has no place on a policy, a route or a setting for an owner's mark, and a
 * rule put into a policy as a mark would be a rule; so `sync` keeps its own record, in a file (`--record`).
 *
 * It decides three things and no others:
 * - what may be taken back when a row leaves the document: only what the record has, and only while the gateway still
 *   holds exactly that;
 * - whether a credential has changed, which the gateway does not tell: by a salted scrypt digest;
 * - whether somebody else wrote a provider since: by its version on the gateway.
 *
 * Whether a row is in sync is never read from it: that is what the gateway says. A lost record therefore costs one
 * rewrite of the providers and the memory of what was once written, nothing else. A row is claimed in it, durably,
 * before it is written, so that a run that is killed in between leaves nothing unknown behind.
 */
export interface RecordEntry {
  /** The row as it was in the document, without its policy: where to look for what was written. */
  readonly row: RecordedRow;
  /** Hashes of what was written, the last one last; two while a write is under way. */
  readonly hashes: readonly string[];
  readonly resourceVersion?: number;
  readonly credentials?: CredentialDigests;
}

export interface RecordedRow {
  readonly kind: Exclude<GatewayState['kind'], 'Check'>;
  readonly owner: string;
  /** The sandbox, provider, route or setting; empty for the gateway-wide policy. */
  readonly name: string;
  readonly workspace?: string;
}

export interface CredentialDigests {
  readonly salt: string;
  readonly digests: { readonly [name: string]: string };
}

const FORMAT = 'kagent-fleet/sync-record/v1';

/** How long rows gather before the file is written: a thousand rows are a few dozen writes of it, not a thousand. */
const GATHER_MS = 20;

export class RecordError extends Error {}

/** The record of one gateway; without a file it lasts as long as the process. */
export class SyncRecord {
  private readonly entries: Map<string, RecordEntry>;
  private saving: Promise<void> | undefined;
  private dirty = false;

  constructor(
    private readonly gateway: string,
    private readonly file?: string,
  ) {
    this.entries = file === undefined ? new Map() : read(file, gateway);
  }

  get(key: string): RecordEntry | undefined {
    return this.entries.get(key);
  }

  keys(): readonly string[] {
    return [...this.entries.keys()].sort();
  }

  /** Notes, on disk before it answers, that the row is about to be written so. */
  async claim(key: string, row: RecordedRow, hash: string): Promise<void> {
    const before = this.entries.get(key);
    if (before?.hashes.includes(hash)) return;
    this.entries.set(key, { ...before, row, hashes: [...(before?.hashes ?? []), hash] });
    await this.save();
  }

  /** Notes that the row was written so. */
  async confirm(key: string, entry: RecordEntry): Promise<void> {
    if (JSON.stringify(this.entries.get(key)) === JSON.stringify(entry)) return;
    this.entries.set(key, entry);
    await this.save();
  }

  async forget(key: string): Promise<void> {
    if (this.entries.delete(key)) await this.save();
  }

  /** Many rows at once share one write of the file. */
  private async save(): Promise<void> {
    const { file } = this;
    if (file === undefined) return;
    this.dirty = true;
    while (this.dirty) {
      this.saving ??= new Promise((resolve) => setTimeout(resolve, GATHER_MS)).then(() => {
        this.dirty = false;
        this.saving = undefined;
        const entries = Object.fromEntries(this.keys().map((key) => [key, this.entries.get(key)]));
        replaceFile(file, `${JSON.stringify({ format: FORMAT, gateway: this.gateway, entries }, null, 1)}\n`);
      });
      await this.saving;
    }
  }
}

function read(file: string, gateway: string): Map<string, RecordEntry> {
  if (!existsSync(file)) return new Map();
  let content: { format?: unknown; gateway?: unknown; entries?: Record<string, RecordEntry> };
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new RecordError(`cannot read the record ${file}: ${(error as Error).message}`);
  }
  if (content.format !== FORMAT) throw new RecordError(`${file} is no record of this version of sync`);
  if (content.gateway !== gateway) {
    throw new RecordError(`${file} is the record of gateway ${String(content.gateway)}, not of ${gateway}`);
  }
  return new Map(Object.entries(content.entries ?? {}));
}

/** Whole or not at all, also when the machine stops. */
function replaceFile(file: string, text: string): void {
  const next = `${file}.next`;
  const handle = openSync(next, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(next, file);
}

/** Digests of credentials under a new salt. */
export function digestCredentials(credentials: { readonly [name: string]: string }): CredentialDigests {
  const salt = randomBytes(16).toString('hex');
  return {
    salt,
    digests: Object.fromEntries(Object.entries(credentials).map(([name, value]) => [name, digest(value, salt)])),
  };
}

/** Whether these are the credentials that were digested. */
export function areDigested(credentials: { readonly [name: string]: string }, recorded: CredentialDigests): boolean {
  const names = Object.keys(credentials);
  return (
    names.length === Object.keys(recorded.digests).length &&
    names.every((name) => {
      const known = Buffer.from(recorded.digests[name] ?? '', 'hex');
      const got = Buffer.from(digest(credentials[name] ?? '', recorded.salt), 'hex');
      return known.length === got.length && timingSafeEqual(known, got);
    })
  );
}

function digest(value: string, salt: string): string {
  return scryptSync(value, salt, 32, { N: 4096 }).toString('hex');
}
