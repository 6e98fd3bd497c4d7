import type { Rule } from '../../../diagnostics/rule';
import { exampleControlPlane } from '../../kagent-resource/rules/example-control-plane';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

const MEMORY = { memory: { modelConfig: 'embeddings' } };

/** Memory has a database that can hold it. */
export const MEMORY_VECTORS: Rule<AgentProps> = {
  id: 'KF5512',
  name: 'memory-vectors',
  severity: 'error',
  acknowledge: 'never',
  why: 'Memory is a table of vectors. A database without pgvector has none: the agent runs, and each of its attempts to remember fails.',
  fix: 'give the control plane a database with pgvector and `vector: true`, or leave `memory` out',
  faults: ['F-KAG-25'],
  sources: ['facts/kagent.md §2, §4 Memory'],
  check({ declarative, controlPlane }, report) {
    if (declarative?.memory === undefined || controlPlane.memory) return;
    report({
      path: ['declarative', 'memory'],
      problem: `the database of the control plane ${controlPlane.name} holds no vectors`,
      allowed: 'nothing',
    });
  },
  examples: {
    failing: exampleAgent(MEMORY, { controlPlane: exampleControlPlane({ memory: false }) }),
    mended: exampleAgent(MEMORY),
  },
};
