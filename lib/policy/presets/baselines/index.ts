import { claudeCode } from './claude-code';
import { deepAgents } from './deep-agents';
import { goose } from './goose';
import { hermes } from './hermes';
import { nemoclaw } from './nemoclaw';
import { openclaw } from './openclaw';

export type { ClaudeCodeBaselineOptions } from './claude-code';
export type { BaselineOptions } from './confinement';
export type { GooseBaselineOptions } from './goose';
export type { HermesBaselineOptions } from './hermes';
export type { OpenclawBaselineOptions } from './openclaw';

/** What each agent cannot do without: files, identity and its own hosts. */
export const baselines = { openclaw, nemoclaw, hermes, deepAgents, goose, claudeCode } as const;
