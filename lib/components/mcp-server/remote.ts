import type { Resource } from '../../plan/resource';
import { allowedNamespacesField, given, tlsField } from '../kagent-resource/fields';
import { kagentMember } from '../kagent-resource/member';
import type { McpServerProps, RemoteServer } from './props';

/** Annotation with the revision of the Secrets behind the headers. */
export const HEADERS_REVISION = 'kagent-fleet.dev/headers-revision';

/** A server that runs already. What the API server would default is written out. source: facts/kagent.md §10.17 */
export function remoteMember(props: McpServerProps, remote: RemoteServer): Resource {
  const { headers, headersRevision, tls, sseReadTimeout } = remote;
  return kagentMember(props, {
    key: 'mcp-server',
    phase: 'workload',
    apiVersion: 'kagent.dev/v1alpha2',
    kind: 'RemoteMCPServer',
    name: props.name,
    component: 'mcp-server',
    ...(headersRevision !== undefined && { annotations: { [HEADERS_REVISION]: headersRevision } }),
    readiness: remote.waitForTools === true ? [{ condition: 'Accepted' }] : [],
    body: {
      spec: {
        description: remote.description,
        url: remote.url,
        protocol: remote.protocol ?? 'STREAMABLE_HTTP',
        ...(headers !== undefined && { headersFrom: headersField(headers) }),
        timeout: remote.timeout ?? '30s',
        ...given({ sseReadTimeout }),
        terminateOnClose: remote.terminateOnClose ?? true,
        ...(tls !== undefined && { tls: tlsField(tls) }),
        allowedNamespaces: allowedNamespacesField(remote.allowedNamespaces),
      },
    },
  });
}

/** Headers as upstream writes them, always by reference. source: fault F-SCR-01 */
export function headersField(headers: NonNullable<RemoteServer['headers']>) {
  return Object.entries(headers).map(([name, { name: secret, key }]) => ({
    name,
    valueFrom: { type: 'Secret', name: secret, key },
  }));
}
