import { contentHash } from '../../lib/plan/canonical-json';
import type { GatewayDatabase } from './gateway-database';

export interface SupervisorOptions {
  readonly pollMs?: number;
  /** Why it refuses a policy, if it does. */
  readonly refuses?: (policy: object) => string | undefined;
}

/**
 * The policy loop of a sandbox's supervisor: the first policy is loaded at start and acknowledged only from 0.0.111 on;
 * later ones are loaded when their hash differs, and reported.
 * source: NVIDIA/OpenShell v0.0.46 and v0.0.111, crates/openshell-sandbox/src/lib.rs
 */
export function superviseSandbox(database: GatewayDatabase, name: string, options: SupervisorOptions = {}) {
  const { pollMs = 20, refuses = () => undefined } = options;
  const sandbox = database.sandbox(name);
  const first = database.ask(sandbox);
  let hash = first?.hash;
  if (first && database.release === '0.0.111') database.report(name, first.version);
  const timer = setInterval(() => {
    const latest = sandbox.revisions.at(-1);
    if (!latest || latest.hash === hash) return;
    hash = contentHash(latest.policy);
    database.report(name, latest.version, refuses(latest.policy));
  }, pollMs);
  return { stop: () => clearInterval(timer) };
}
