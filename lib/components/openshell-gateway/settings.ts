import type { GatewayTransport } from '../../platform/gateway-ref';
import type { NetworkPeer } from '../../platform/network-peer';
import type { PlatformRef } from '../../platform/platform-ref';
import { findRelease } from '../../releases';
import { type OpenShellRelease, openShell } from '../../releases/openshell';
import { findGatewayRelease, type GatewayRelease } from '../../releases/openshell/gateway';
import { SECRET } from './names';
import { callersOf, namespaceOf, platformOf, sandboxNamespaceOf } from './place';
import type { OpenShellGatewayProps } from './props';

/** The props with every default filled in and every choice made, as the parts of the component need them. */
export interface Settings {
  readonly props: OpenShellGatewayProps;
  readonly platform: PlatformRef;
  readonly release: OpenShellRelease;
  /** What the gateway of the release understands and can do. */
  readonly gateway: GatewayRelease;
  readonly name: string;
  readonly namespace: string;
  readonly sandboxNamespace: string;
  readonly ownsNamespaces: boolean;
  /** The Service's full name, which certificates name and sandboxes dial. */
  readonly host: string;
  readonly callers: readonly NetworkPeer[];
  /** Namespaces beside the gateway's own in which the client certificate has to be: the sandboxes' and the callers'. */
  readonly clientNamespaces: readonly string[];
  readonly transport: GatewayTransport;
  /** Secret with the server certificate, in the gateway's namespace; absent in plaintext. */
  readonly serverSecret: string | undefined;
}

export const DEFAULT_NAME = 'openshell';

/** What the props amount to. The rules have passed, so everything can be resolved. */
export function settingsOf(props: OpenShellGatewayProps): Settings {
  const platform = platformOf(props);
  const name = props.name ?? DEFAULT_NAME;
  const namespace = namespaceOf(props);
  const sandboxNamespace = sandboxNamespaceOf(props);
  const callers = callersOf(props);
  const named = callers.flatMap(({ namespace: caller }) => (caller === undefined ? [] : [caller]));
  return {
    props,
    platform,
    release: releaseOf(platform),
    gateway: gatewayOf(platform),
    name,
    namespace,
    sandboxNamespace,
    ownsNamespaces: props.createNamespaces ?? false,
    host: `${name}.${namespace}.svc.${platform.cluster.clusterDomain}`,
    callers,
    clientNamespaces: [...new Set([sandboxNamespace, ...named])].filter((other) => other !== namespace).sort(),
    transport: transportOf(props),
    serverSecret: props.tls.disabled ? undefined : (props.tls.existing?.serverSecret ?? SECRET.server),
  };
}

/** How the port is secured. */
export function transportOf({ tls }: OpenShellGatewayProps): GatewayTransport {
  if (tls.disabled) return { mode: 'plaintext' };
  const clientSecret = tls.existing?.clientSecret ?? SECRET.client;
  return tls.clients === 'server' ? { mode: 'server', caSecret: clientSecret } : { mode: 'mutual', clientSecret };
}

/** What the platform's release knows of OpenShell. */
export function releaseOf({ release }: PlatformRef): OpenShellRelease {
  const found = findRelease(release);
  if (!found) throw new Error(`there is no release ${release}`);
  return openShell(found.openshell.version);
}

/** What the platform's release knows of its gateway. */
export function gatewayOf(platform: PlatformRef): GatewayRelease {
  const { version } = releaseOf(platform);
  const found = findGatewayRelease(version);
  if (!found) throw new Error(`the gateway of OpenShell ${version} is not known`);
  return found;
}
