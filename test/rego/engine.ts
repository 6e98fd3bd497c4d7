import { spawnSync } from 'node:child_process';
import type { SupervisorFiles } from '../../lib/policy/supervisor';
import { enginePath } from './build-engine';

/** One rule of the module asked with one input. */
export interface Query {
  readonly rule: string;
  readonly input?: unknown;
}

/** The rule's value, nothing for an undefined rule, or why the engine has no answer. */
export interface Answer {
  readonly value?: unknown;
  readonly error?: string;
}

/** Files of one sandbox with what is asked of them. */
export interface Asking {
  readonly files: SupervisorFiles;
  readonly queries: readonly Query[];
}

/** What the real engine answers, per asking and query; throws when module or data do not load. */
export function ask(askings: readonly Asking[]): readonly (readonly Answer[])[] {
  const lines = askings.map(({ files, queries }) =>
    JSON.stringify({
      module: files['policy.rego'],
      data: files['policy.yaml'],
      queries: queries.map(({ rule, input = {} }) => ({ rule, input })),
    }),
  );
  const { status, stdout, stderr, error } = spawnSync(enginePath(), {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`the engine ended with ${status}: ${stderr}`);
  const replies = stdout.split('\n').filter((line) => line !== '');
  return replies.map((line, index) => {
    const { answers, error } = JSON.parse(line) as { answers?: readonly Answer[]; error?: string };
    if (answers === undefined) throw new Error(`it does not load: ${error}\n${askings[index]?.files['policy.yaml']}`);
    return answers;
  });
}
