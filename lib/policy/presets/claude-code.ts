import { binariesOf, type Caller } from './callers';
import { allow, https, readsAndPosts } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export type ClaudeCodeOptions = Partial<Caller> & {
  /** Also usage statistics and crash reports, which upstream's preset always opens. @default false */
  readonly telemetry?: boolean;
};

export const claudeCode = bundle(
  'claude-code',
  'the Anthropic API for Claude Code; usage statistics and crash reports only on demand',
  ({ agent = 'claude-code', binaries, telemetry = false }: ClaudeCodeOptions = {}): NetworkFragment => ({
    networkPolicies: {
      claude_code: {
        endpoints: [
          https('api.anthropic.com', allow(['GET', 'POST'], '/v1/**', '/api/**')),
          ...(telemetry ? [https('statsig.anthropic.com', readsAndPosts()), https('sentry.io', readsAndPosts())] : []),
        ],
        binaries: binariesOf({ agent, binaries }),
      },
    },
  }),
);
