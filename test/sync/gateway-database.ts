import type { StoredPolicy } from '../../lib/gateway-state/policy-difference';
import { contentHash } from '../../lib/plan/canonical-json';
import type { OpenShellVersion } from '../../lib/releases/openshell';

/** A refusal with the code that the real gateway gives. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export const NOT_FOUND = 5;
export const ALREADY_EXISTS = 6;
export const FAILED_PRECONDITION = 9;
export const ABORTED = 10;
export const INVALID_ARGUMENT = 3;

export interface Revision {
  version: number;
  hash: string;
  status: 'PENDING' | 'LOADED' | 'FAILED' | 'SUPERSEDED';
  loadError: string;
  policy: StoredPolicy;
}

export interface SandboxRecord {
  id: string;
  phase: string;
  /** The policy it was created with. */
  created?: StoredPolicy;
  revisions: Revision[];
  active: number;
}

export interface ProviderRecord {
  type: string;
  credentials: Record<string, string>;
  config: Record<string, string>;
  resourceVersion: number;
}

/**
 * What a gateway keeps across its own restarts, with the rules of its handlers.
 * source: NVIDIA/OpenShell v0.0.46 and v0.0.111, crates/openshell-server/src/grpc/{policy,provider,validation}.rs,
 * inference.rs
 */
export class GatewayDatabase {
  readonly sandboxes = new Map<string, SandboxRecord>();
  readonly providers = new Map<string, ProviderRecord>();
  readonly routes = new Map<string, { provider: string; model: string; timeout: number }>();
  readonly settings = new Map<string, string | number | boolean>();
  readonly global: Revision[] = [];

  constructor(readonly release: OpenShellVersion) {}

  addSandbox(name: string, created?: StoredPolicy, phase = 'READY'): SandboxRecord {
    const sandbox: SandboxRecord = {
      id: `id-${name}`,
      phase,
      created: created && this.filled(created),
      revisions: [],
      active: 0,
    };
    this.sandboxes.set(name, sandbox);
    return sandbox;
  }

  sandbox(name: string): SandboxRecord {
    const sandbox = this.sandboxes.get(name);
    if (!sandbox) throw new Refusal(NOT_FOUND, 'sandbox not found');
    return sandbox;
  }

  /** As GetSandboxConfig: the first question about a sandbox makes its first version, called loaded. */
  ask(sandbox: SandboxRecord): Revision | undefined {
    if (sandbox.revisions.length === 0 && sandbox.created) {
      sandbox.revisions.push({ ...revision(1, sandbox.created), status: 'LOADED' });
    }
    return sandbox.revisions.at(-1);
  }

  setPolicy(name: string, given: StoredPolicy): Revision {
    const sandbox = this.sandbox(name);
    if (this.global.at(-1)?.status === 'LOADED') {
      throw new Refusal(FAILED_PRECONDITION, 'policy is managed globally');
    }
    const policy = this.filled(given);
    if (sandbox.created) this.checkFrozen(sandbox.created, policy);
    else sandbox.created = policy;
    const latest = sandbox.revisions.at(-1);
    const next = revision((latest?.version ?? 0) + 1, policy);
    if (latest?.hash === next.hash) return latest;
    for (const older of sandbox.revisions) older.status = older.status === 'FAILED' ? 'FAILED' : 'SUPERSEDED';
    sandbox.revisions.push(next);
    return next;
  }

  setGlobalPolicy(policy: StoredPolicy): Revision {
    const latest = this.global.at(-1);
    const next: Revision = { ...revision((latest?.version ?? 0) + 1, this.filled(policy)), status: 'LOADED' };
    if (latest?.hash === next.hash && latest.status === 'LOADED') return latest;
    if (latest) latest.status = 'SUPERSEDED';
    this.global.push(next);
    return next;
  }

  /** As ReportPolicyStatus. */
  report(name: string, version: number, error?: string): void {
    const sandbox = this.sandbox(name);
    const reported = sandbox.revisions.find((one) => one.version === version);
    if (!reported) throw new Refusal(NOT_FOUND, 'policy revision not found');
    reported.status = error === undefined ? 'LOADED' : 'FAILED';
    reported.loadError = error ?? '';
    if (error === undefined) sandbox.active = version;
  }

  /** 0.0.46 fills the identity in; later releases store what they are given. */
  private filled(policy: StoredPolicy): StoredPolicy {
    if (this.release === '0.0.111') return policy;
    const { runAsUser = 'sandbox', runAsGroup = 'sandbox' } = policy.process ?? {};
    return { ...policy, process: { runAsUser, runAsGroup } };
  }

  private checkFrozen(created: StoredPolicy, policy: StoredPolicy): void {
    const refuse = (what: string) => {
      throw new Refusal(INVALID_ARGUMENT, `${what} cannot be changed on a live sandbox`);
    };
    const { filesystem: before } = created;
    const { filesystem: after } = policy;
    if (before && !after) refuse('filesystem');
    if (before && (before.includeWorkdir ?? false) !== (after?.includeWorkdir ?? false)) refuse('include_workdir');
    for (const list of ['readOnly', 'readWrite'] as const) {
      if (before?.[list]?.some((path) => !after?.[list]?.includes(path))) refuse(`filesystem ${list}`);
    }
    if (contentHash(created.landlock) !== contentHash(policy.landlock)) refuse('landlock');
    if (contentHash(created.process) !== contentHash(policy.process)) refuse('process');
  }
}

function revision(version: number, policy: StoredPolicy): Revision {
  return { version, hash: contentHash(policy), status: 'PENDING', loadError: '', policy };
}
