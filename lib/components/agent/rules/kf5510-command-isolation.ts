import type { Rule } from '../../../diagnostics/rule';
import { EXAMPLE_IMAGE } from '../../kagent-resource/rules/example-control-plane';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

/** Commands of skills and code blocks can be isolated. */
export const COMMAND_ISOLATION: Rule<AgentProps> = {
  id: 'KF5510',
  name: 'command-isolation',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'Upstream makes the container privileged for them. Here it never is, and the wrapper around each command makes a user namespace, which the runtime’s default seccomp profile denies a container without capabilities: the command fails, each time. Reading skills and calling MCP tools works.',
  fix: 'give `deployment.security.seccompProfile` a profile that allows user namespaces and mounts in them, or let an MCP server do the work',
  faults: [],
  sources: ['facts/kagent.md §4, §9.6', 'kagent issues 1997, 2334'],
  check({ skills, declarative, deployment }, report) {
    if (deployment?.security?.seccompProfile?.type === 'Localhost') return;
    const problem = 'its commands need user namespaces, which the seccomp profile denies';
    const allowed = 'a Localhost profile';
    if (skills !== undefined) report({ path: ['skills'], problem, allowed });
    if (declarative?.executeCodeBlocks === true)
      report({ path: ['declarative', 'executeCodeBlocks'], problem, got: true, allowed });
  },
  examples: {
    failing: exampleAgent({ executeCodeBlocks: true }, { skills: { refs: [EXAMPLE_IMAGE] } }),
    mended: exampleAgent(
      {},
      {
        skills: { refs: [EXAMPLE_IMAGE] },
        deployment: { security: { seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/commands.json' } } },
      },
    ),
  },
};
