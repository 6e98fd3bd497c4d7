import type { Rule } from '../../../diagnostics/rule';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

/** Nobody takes `allowedDomains` for a fence around the agent. */
export const ALLOWED_DOMAINS: Rule<AgentProps> = {
  id: 'KF5509',
  name: 'allowed-domains',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'kagent writes the list into the settings of the wrapper around commands of skills and code blocks. Without both it is not even written; with them the agent’s own process reaches whatever the network lets it.',
  fix: 'leave it out and attach an OpenShellPolicy to the pods { app: kagent, kagent: <name> }; acknowledge it where the list is meant for commands alone',
  faults: ['F-KAG-06'],
  sources: ['facts/kagent.md §1, §4', 'kagent v0.9.12 manifest_builder.go, needsSRTSettings'],
  check({ allowedDomains, skills, declarative }, report) {
    if (allowedDomains === undefined) return;
    const runsCommands = skills !== undefined || declarative?.executeCodeBlocks === true;
    report({
      path: ['allowedDomains'],
      problem: runsCommands
        ? 'the list holds for commands of skills and code blocks, not for the agent'
        : 'the list is not enforced anywhere',
      got: allowedDomains,
    });
  },
  examples: {
    failing: exampleAgent({}, { allowedDomains: ['api.example.com'] }),
    mended: exampleAgent(),
  },
};
