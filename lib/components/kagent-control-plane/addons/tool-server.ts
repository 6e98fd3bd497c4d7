import type { Resource } from '../../../plan/resource';
import { crdKeys } from '../crds';
import { controlPlaneMember } from '../member';
import { PART } from '../names';
import type { Settings } from '../settings';

/** A server of tools that the control plane runs itself. */
export interface ToolServer {
  readonly part: string;
  readonly name: string;
  readonly service: string;
  readonly port: number;
  readonly description: string;
  readonly allowedNamespaces: 'Same' | 'All' | undefined;
}

const REMOTE_MCP_SERVERS = 'crd-remotemcpservers';

/**
 * The RemoteMCPServer by which agents find it, with what the API server would fill in. `Selector` is not offered: the
 * controller would need to read namespaces. source: facts/kagent.md §2 "kagent-tools", §10.17; fault F-TEN-06
 */
export function toolServer(settings: Settings, server: ToolServer): Resource {
  const { part, name, service, port, description, allowedNamespaces = 'Same' } = server;
  return controlPlaneMember(settings, {
    key: `${part}-remote-mcp-server`,
    phase: 'workload',
    apiVersion: 'kagent.dev/v1alpha2',
    kind: 'RemoteMCPServer',
    name,
    component: part,
    // The controller dials it at once to list its tools, and for a minute not again.
    dependsOn: [
      ...crdKeys(settings).filter((key) => key === REMOTE_MCP_SERVERS),
      `${part}-deployment`,
      PART.controller,
    ],
    readiness: [{ condition: 'Accepted' }],
    body: {
      spec: {
        description,
        url: `http://${service}.${settings.namespace}:${port}/mcp`,
        protocol: 'STREAMABLE_HTTP',
        timeout: '30s',
        sseReadTimeout: '5m0s',
        terminateOnClose: true,
        allowedNamespaces: { from: allowedNamespaces },
      },
    },
  });
}
