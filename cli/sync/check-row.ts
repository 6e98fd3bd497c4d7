import { hasCode } from '../gateway-client/errors';
import { type ItemOf, pause, type SyncContext } from './context';
import { type ItemResult, resultOf } from './result';

const LONGEST_SECONDS = 30;

/**
 * Runs the row's command in its sandbox: what kagent calls Ready does not prove that the harness runs.
 * source: facts/verified.md §1, §7
 */
export async function runCheck(context: SyncContext, item: ItemOf<'Check'>): Promise<ItemResult> {
  if (!context.verify) return resultOf(item, 'unchecked', ['run it with --verify']);
  for (let turn = 0; ; turn += 1) {
    const { state, why } = await tryOnce(context, item);
    if (state === 'in-sync') return resultOf(item, state);
    if (!context.writes || !(await pause(context, turn))) return resultOf(item, state, [why]);
  }
}

async function tryOnce(
  { client }: SyncContext,
  item: ItemOf<'Check'>,
): Promise<{ readonly state: ItemResult['state']; readonly why: string }> {
  const sandbox = await client.sandbox(item.sandbox, item);
  if (sandbox === undefined) return { state: 'pending', why: 'there is no such sandbox yet' };
  if (sandbox.phase !== 'ready') return { state: 'pending', why: `the sandbox is ${sandbox.phase}` };
  try {
    const code = await client.run(sandbox.id, item.command, LONGEST_SECONDS);
    const command = item.command.join(' ');
    return code === 0 ? { state: 'in-sync', why: '' } : { state: 'failed', why: `exit status ${code} of: ${command}` };
  } catch (error) {
    // It went away or lost its supervisor between the two calls.
    if (hasCode(error, 'FAILED_PRECONDITION', 'NOT_FOUND')) return { state: 'pending', why: error.message };
    throw error;
  }
}
