import { findKind } from '../../../lib/api';
import { agent } from '../../../lib/components/agent';
import { exampleAgent } from '../../../lib/components/agent/rules/example-agent';
import type { Resource } from '../../../lib/plan/resource';
import type { McpServerRef } from '../../../lib/platform/mcp-server-ref';
import {
  AGENT,
  type Answers,
  built,
  EVERYTHING,
  HTTP_SERVER,
  ofKind,
  one,
  REMOTE_SERVER,
  STDIO_SERVER,
  specOf,
} from '../built';

const HERE = 'team-a-kagent';
const SERVERS: readonly McpServerRef[] = [
  { kind: 'MCPServer', name: 'own', namespace: HERE, allows: 'Same' },
  { kind: 'RemoteMCPServer', name: 'remote', namespace: HERE, allows: 'Same' },
];

const WITH_TOOLS = built(
  agent,
  exampleAgent({
    tools: [...SERVERS.map((mcpServer) => ({ mcpServer })), { mcpServer: 'by-name' }, { agent: 'colleague' }],
  }),
);

const WITH_CODE_BLOCKS = built(
  agent,
  exampleAgent({ executeCodeBlocks: true }, { acknowledge: [{ rule: 'KF5510', reason: 'asserted here' }] }),
);

function deploymentOf(resources: readonly Resource[]): object {
  const { declarative } = specOf(one(resources, 'Agent')) as { declarative: { deployment: object } };
  return declarative.deployment;
}

/** Agents, their tools and their models. */
export const KAGENT: Answers = {
  'F-KAG-07': {
    how: 'every agent says `allowPrivilegeEscalation: false` and `privileged: false`, with code blocks as well',
    holds: () => {
      for (const resources of [AGENT, WITH_CODE_BLOCKS]) {
        expect(deploymentOf(resources)).toMatchObject({
          securityContext: { allowPrivilegeEscalation: false, privileged: false, capabilities: { drop: ['ALL'] } },
        });
      }
    },
  },
  'F-KAG-08': {
    how: 'every agent brings the contexts of pod and container that Pod Security `restricted` demands',
    holds: () =>
      expect(deploymentOf(AGENT)).toMatchObject({
        securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, runAsUser: 1001 },
        podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      }),
  },
  'F-KAG-19': {
    how: 'the transport is required and written with its port',
    holds: () => {
      expect(specOf(one(HTTP_SERVER, 'MCPServer'))).toMatchObject({
        transportType: 'http',
        httpTransport: { targetPort: 3000 },
        deployment: { port: 3000 },
      });
      expect(specOf(one(STDIO_SERVER, 'MCPServer'))).toMatchObject({ transportType: 'stdio', stdioTransport: {} });
    },
  },
  'F-KAG-20': {
    how: 'an MCPServer serves at /mcp, where kagent dials; any other path is a RemoteMCPServer’s URL',
    holds: () => {
      expect(specOf(one(HTTP_SERVER, 'MCPServer'))).toMatchObject({ httpTransport: { path: '/mcp' } });
      expect(specOf(one(REMOTE_SERVER, 'RemoteMCPServer'))).toMatchObject({ url: 'https://mcp.example.com/mcp' });
    },
  },
  'F-KAG-21': {
    how: '`httpTransport.tls`, which nobody reads, is never written',
    holds: () => {
      for (const server of [HTTP_SERVER, STDIO_SERVER]) {
        expect(JSON.stringify(one(server, 'MCPServer').manifest)).not.toContain('"tls"');
      }
    },
  },
  'F-KAG-22': {
    how: 'every reference to a tool has its kind and group written out',
    holds: () => {
      const { declarative } = specOf(one(WITH_TOOLS, 'Agent')) as { declarative: { tools: readonly object[] } };
      const common = { apiGroup: 'kagent.dev', namespace: HERE };
      expect(declarative.tools).toEqual([
        { type: 'McpServer', mcpServer: { kind: 'MCPServer', name: 'own', ...common } },
        { type: 'McpServer', mcpServer: { kind: 'RemoteMCPServer', name: 'remote', ...common } },
        { type: 'McpServer', mcpServer: { kind: 'RemoteMCPServer', name: 'by-name', ...common } },
        { type: 'Agent', agent: { kind: 'Agent', name: 'colleague', ...common } },
      ]);
    },
  },
  'F-KAG-23': {
    how: 'a Service is no tool: a server behind one is a RemoteMCPServer with its protocol written out',
    holds: () => {
      expect(specOf(one(REMOTE_SERVER, 'RemoteMCPServer'))).toMatchObject({ protocol: 'STREAMABLE_HTTP' });
      const tools = JSON.stringify(WITH_TOOLS.map(({ manifest }) => manifest));
      expect(tools).not.toContain('"kind":"Service"');
    },
  },
  'F-SCR-04': {
    how: 'no ModelProviderConfig is written: a model names the one key of its Secret itself',
    holds: () => {
      expect(findKind('kagent.dev/v1alpha2', 'ModelProviderConfig')).toBeDefined();
      expect(ofKind(EVERYTHING, 'ModelProviderConfig')).toEqual([]);
      for (const model of ofKind(EVERYTHING, 'ModelConfig')) {
        expect(specOf(model)).toMatchObject({ apiKeySecret: expect.any(String), apiKeySecretKey: expect.any(String) });
      }
    },
  },
};
