import type { Finding, Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { AgentRef } from '../../../platform/agent-ref';
import type { McpServerRef } from '../../../platform/mcp-server-ref';
import { namespaceOf } from '../../kagent-resource/place';
import type { AgentProps } from '../props';
import { mcpServerOf, toolAgentOf } from '../references';
import { exampleAgent } from './example-agent';
import { toolsOf } from './tools-of';

/** Kinds that are tools in their own namespace only. source: kagent v0.9.12 reconciler.go, validateCrossNamespaceReferences */
const LOCAL_KINDS: readonly string[] = ['MCPServer', 'SandboxAgent'];

const SERVER: McpServerRef = { kind: 'RemoteMCPServer', name: 'tickets', namespace: 'team-a-agents', allows: 'Same' };

/** The agent may use its tools, and is none of them itself. */
export const TOOL_REFERENCES: Rule<AgentProps> = {
  id: 'KF5506',
  name: 'tool-references',
  severity: 'error',
  acknowledge: 'never',
  why: 'An agent with one tool that it may not use is not accepted at all: its pods are never made, or stay as they were.',
  fix: 'use a tool of the agent’s namespace, or allow the agent’s namespace at the tool: `allowedNamespaces`',
  faults: [],
  sources: ['facts/kagent.md §4 Tools'],
  check(props, report) {
    const here = namespaceOf(props);
    for (const { tool, path } of toolsOf(props.declarative)) {
      if (tool.agent === undefined && tool.mcpServer === undefined) continue;
      const target = tool.agent === undefined ? mcpServerOf(tool, here) : toolAgentOf(tool, here);
      for (const finding of targetFindings(
        [...path, tool.agent === undefined ? 'mcpServer' : 'agent'],
        target,
        props,
      )) {
        report(finding);
      }
    }
  },
  examples: {
    failing: exampleAgent({ tools: [{ mcpServer: SERVER }] }),
    mended: exampleAgent({ tools: [{ mcpServer: { ...SERVER, allows: 'All' } }] }),
  },
};

function targetFindings(
  path: Path,
  { kind, name, namespace, allows }: McpServerRef | AgentRef,
  props: AgentProps,
): Finding[] {
  const here = namespaceOf(props);
  const got = `${kind} ${namespace}/${name}`;
  if (namespace === here) {
    const own = props.sandbox === true ? 'SandboxAgent' : 'Agent';
    return kind === own && name === props.name ? [{ path, problem: 'the agent is its own tool', got }] : [];
  }
  if (LOCAL_KINDS.includes(kind)) {
    const fix = kind === 'MCPServer' ? 'make a RemoteMCPServer with the URL of the server’s Service' : undefined;
    return [
      { path, problem: `a ${kind} is a tool in its own namespace only`, got, allowed: here, ...(fix && { fix }) },
    ];
  }
  const { watches } = props.controlPlane;
  if (watches !== 'all' && !watches.includes(namespace)) {
    return [
      { path, problem: 'the control plane does not watch the namespace of the tool', got, allowed: watches.join(', ') },
    ];
  }
  return allows === 'Same'
    ? [{ path, problem: `the tool allows agents of ${namespace} only`, got, allowed: here }]
    : [];
}
