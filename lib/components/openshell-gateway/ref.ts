import { contentHash } from '../../plan/canonical-json';
import type { GatewayRef } from '../../platform/gateway-ref';
import { REF_VERSION } from '../../platform/platform-ref';
import { gatewaySelector, PORT } from './names';
import type { OpenShellGatewayProps } from './props';
import { settingsOf } from './settings';

/** The gateway as plain data, for its callers and for the policies of its sandboxes. */
export function gatewayRefOf(props: OpenShellGatewayProps): GatewayRef {
  const { platform, release, name, namespace, sandboxNamespace, host, callers, transport } = settingsOf(props);
  const endpoint = { host, port: PORT.grpc };
  const auth = authOf(props);
  return {
    refVersion: REF_VERSION,
    platform,
    name,
    namespace,
    sandboxNamespace,
    version: release.version,
    endpoint,
    podLabels: gatewaySelector(name),
    transport,
    auth,
    ...(props.inference !== undefined && { inference: props.inference }),
    callers,
    identity: contentHash({ endpoint, transport, auth }).slice(0, 16),
  };
}

/** Who is let in, in one word. */
export function authOf({ auth, tls }: OpenShellGatewayProps): GatewayRef['auth'] {
  if (auth?.oidc) return 'oidc';
  if (auth?.trustedProxy) return 'trusted-proxy';
  return tls.disabled || tls.clients === 'server' || auth?.anonymous ? 'anonymous' : 'client-certificate';
}
