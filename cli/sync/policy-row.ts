import {
  type PolicyDifference,
  policyDifference,
  rulesIdentity,
  type StoredPolicy,
  withAnotherHash,
} from '../../lib/gateway-state/policy-difference';
import { contentHash } from '../../lib/plan/canonical-json';
import { openShell } from '../../lib/releases/openshell';
import { hasCode } from '../gateway-client/errors';
import type { PolicyRevision, SandboxPhase } from '../gateway-client/gateway-client';
import { type ItemOf, pause, type SyncContext } from './context';
import { type ItemResult, resultOf } from './result';

/** What is known of a sandbox's policy after one look. */
interface Look {
  readonly revision?: PolicyRevision;
  readonly difference: PolicyDifference;
}

/** How far one row has come in one run. */
interface Progress {
  writes: number;
  nudged: boolean;
  /** When it was last written, or first looked at. */
  since: number;
  /** What the first write changed. */
  changes: readonly string[];
  /** What the gateway said to the last write, if it refused it for now. */
  refusal?: string;
}

/** Writes of one policy in one run; more means that somebody else keeps writing it. */
const MOST_WRITES = 6;

/** One look, nothing written. */
export async function inspectPolicy(context: SyncContext, item: ItemOf<'Policy'>): Promise<ItemResult> {
  const flaw = policyFlaw(context, item.policy);
  if (flaw !== undefined) return resultOf(item, 'failed', [flaw]);
  const look = await lookAt(context, item);
  if (look === undefined) return resultOf(item, 'pending', [NO_SANDBOX]);
  const { difference, revision } = look;
  const version = revision?.version;
  if (!difference.same) {
    return resultOf(item, 'would-change', [...difference.changes, ...frozenDetails(look)], version);
  }
  return (
    settled(item, look, false) ?? resultOf(item, 'pending', [waitingFor(revision), ...frozenDetails(look)], version)
  );
}

/** Looks, writes and looks again until the supervisor has loaded the policy, or the time is up. */
export async function applyPolicy(context: SyncContext, item: ItemOf<'Policy'>): Promise<ItemResult> {
  const flaw = policyFlaw(context, item.policy);
  if (flaw !== undefined) return resultOf(item, 'failed', [flaw]);
  const progress: Progress = { writes: 0, nudged: false, since: context.now(), changes: [] };
  for (let turn = 0; ; turn += 1) {
    const look = await lookAt(context, item);
    if (look === undefined) {
      if (await pause(context, turn)) continue;
      return resultOf(item, 'pending', [NO_SANDBOX]);
    }
    const version = look.revision?.version;
    if (!look.difference.same) {
      if (progress.writes >= MOST_WRITES) return resultOf(item, 'failed', [progress.refusal ?? CONTESTED], version);
      progress.changes = progress.writes === 0 ? look.difference.changes : progress.changes;
      await write(context, item, look.difference.write, progress);
      continue;
    }
    const end = settled(item, look, progress.writes > 0);
    if (end) {
      if (end.state !== 'failed' && context.record.get(item.key)) await confirm(context, item, look.difference.write);
      return { ...end, details: [...progress.changes, ...end.details] };
    }
    const phase = await unacknowledged(context, item, look, progress);
    if (phase === 'nudge') {
      const other = withAnotherHash(look.difference.write, look.revision?.policy);
      progress.nudged = true;
      if (other !== undefined) await write(context, item, other, progress);
    } else if (!(await pause(context, turn))) {
      const details = [...progress.changes, waitingFor(look.revision, phase), ...frozenDetails(look)];
      return resultOf(item, 'pending', details, version);
    }
  }
}

const NO_SANDBOX = 'there is no such sandbox yet';
const CONTESTED = `was written ${MOST_WRITES} times and each time replaced by somebody else`;

/** A policy that the release cannot carry or the gateway would refuse. source: facts/openshell-0.0.46.md §1.1, §1.2 */
export function policyFlaw({ client, document }: SyncContext, policy: object): string | undefined {
  const [unknown] = client.unknownFields(policy);
  if (unknown !== undefined) {
    return `OpenShell ${document.release} has no policy field ${unknown} and would drop it without a word`;
  }
  const bytes = client.policyBytes(policy);
  const { policyBytes: most } = openShell(document.release).limits;
  return bytes > most ? `the policy has ${bytes} bytes, the gateway takes ${most}` : undefined;
}

/** One read where the policy has a version, which is every sandbox whose supervisor has asked for it once. */
async function lookAt({ client }: SyncContext, item: ItemOf<'Policy'>): Promise<Look | undefined> {
  const desired = client.asStored(item.policy);
  const revision = await client.policy(item.sandbox, item);
  if (revision !== undefined) return { revision, difference: policyDifference(desired, revision.policy) };
  const sandbox = await client.sandbox(item.sandbox, item);
  if (sandbox === undefined) return undefined;
  const difference = policyDifference(desired, sandbox.policy);
  // A first policy without paths would be the sandbox's for good, and its supervisor would then start without Landlock:
  // wait for the policy that it finds in its image. source: facts/openshell-0.0.46.md §1.7, §5
  const waits = sandbox.policy === undefined && desired.filesystem === undefined;
  return { difference: waits ? { ...difference, same: true, changes: [] } : difference };
}

/** The end of a look at a policy that is as it should be, or nothing while its supervisor has not spoken. */
function settled(item: ItemOf<'Policy'>, look: Look, written: boolean): ItemResult | undefined {
  const { revision, difference } = look;
  if (revision?.status === 'failed') {
    const active = revision.activeVersion === 0 ? 'an earlier version' : `version ${revision.activeVersion}`;
    const why = `the supervisor refused version ${revision.version} and runs ${active}: ${revision.loadError}`;
    return resultOf(item, 'failed', [why], revision.version);
  }
  if (revision?.status !== 'loaded') return undefined;
  if (difference.frozen.length > 0) return resultOf(item, 'blocked', frozenDetails(look), revision.version);
  return resultOf(item, written ? 'changed' : 'in-sync', [], revision.version);
}

function frozenDetails({ difference }: Look): readonly string[] {
  return difference.frozen.map((part) => `needs a new sandbox: ${part}`);
}

function waitingFor(revision: PolicyRevision | undefined, phase?: SandboxPhase): string {
  const state = phase === undefined ? '' : `; the sandbox is ${phase}`;
  if (revision === undefined) return `its supervisor has not asked for a policy yet${state}`;
  const { version, activeVersion } = revision;
  const runs = activeVersion > 0 && activeVersion !== version ? `; it runs version ${activeVersion}` : '';
  return `its supervisor has not said that it loaded version ${version}${runs}${state}`;
}

/** The sandbox's phase once waiting has taken long, or that the policy has to be written once more to be noticed. */
async function unacknowledged(
  { client, acknowledgeMs, until, now }: SyncContext,
  item: ItemOf<'Policy'>,
  { revision }: Look,
  progress: Progress,
): Promise<SandboxPhase | 'nudge' | undefined> {
  const isLate = now() - progress.since >= acknowledgeMs;
  if (!isLate && now() < until) return undefined;
  const phase = (await client.sandbox(item.sandbox, item))?.phase;
  const nudges =
    isLate && phase === 'ready' && revision !== undefined && !progress.nudged && !client.acknowledgesFirstPolicy;
  return nudges ? 'nudge' : phase;
}

async function write(context: SyncContext, item: ItemOf<'Policy'>, policy: StoredPolicy, progress: Progress) {
  await context.record.claim(item.key, rowOf(item), rulesHash(policy));
  progress.writes += 1;
  progress.since = context.now();
  try {
    await context.client.setPolicy(item.sandbox, policy, item);
    progress.refusal = undefined;
  } catch (error) {
    // Gone, or written by somebody else at the same moment: 0.0.46 says INTERNAL for a version that is already taken.
    if (!hasCode(error, 'NOT_FOUND', 'ABORTED', 'INTERNAL') || !(await pause(context, 0))) throw error;
    progress.refusal = error.message;
  }
}

async function confirm({ record }: SyncContext, item: ItemOf<'Policy'>, policy: StoredPolicy): Promise<void> {
  await record.confirm(item.key, { row: rowOf(item), hashes: [rulesHash(policy)] });
}

function rowOf({ kind, owner, sandbox, workspace }: ItemOf<'Policy'>) {
  return { kind, owner, name: sandbox, ...(workspace !== undefined && { workspace }) };
}

/** What was written of a policy and could be taken back: its rules. */
export function rulesHash(policy: StoredPolicy): string {
  return contentHash(rulesIdentity(policy));
}
