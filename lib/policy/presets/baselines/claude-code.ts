import type { Policy } from '../../model';
import { type ClaudeCodeOptions, claudeCode as claudeCodeApi } from '../claude-code';
import { bundle } from '../preset';
import { type BaselineOptions, baseline } from './confinement';

export type ClaudeCodeBaselineOptions = BaselineOptions & Pick<ClaudeCodeOptions, 'binaries' | 'telemetry'>;

export const claudeCode = bundle(
  'claude-code-baseline',
  'Claude Code’s own needs: the Anthropic API, nothing else',
  ({ binaries, telemetry, ...options }: ClaudeCodeBaselineOptions): Policy =>
    baseline(options, [], claudeCodeApi({ binaries, telemetry })),
);
