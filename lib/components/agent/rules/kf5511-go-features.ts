import type { Rule } from '../../../diagnostics/rule';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

/** The runtime knows what the agent asks of it. */
export const GO_FEATURES: Rule<AgentProps> = {
  id: 'KF5511',
  name: 'go-features',
  severity: 'error',
  acknowledge: 'never',
  why: 'The Go runtime ignores code blocks and compaction; the agent is Ready, and a condition that nobody waits for says so.',
  fix: "write `runtime: 'python'`, or leave the feature out",
  faults: ['F-KAG-28'],
  sources: ['kagent v0.9.12 reconciler.go, validateRuntimeFeatures'],
  check({ declarative }, report) {
    if (declarative?.runtime !== 'go') return;
    const problem = 'the Go runtime ignores this';
    if (declarative.executeCodeBlocks === true)
      report({ path: ['declarative', 'executeCodeBlocks'], problem, got: true });
    if (declarative.compaction !== undefined) report({ path: ['declarative', 'compaction'], problem });
  },
  examples: {
    failing: exampleAgent({ runtime: 'go', compaction: {} }),
    mended: exampleAgent({ runtime: 'python', compaction: {} }),
  },
};
