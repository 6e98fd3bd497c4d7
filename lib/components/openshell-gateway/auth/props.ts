import type { NetworkPeer } from '../../../platform/network-peer';

/** Users by token, beside what the handshake demands. What the release really offers decides (KF4020 and up). */
export type GatewayAuth =
  | { readonly oidc: OidcAuth; readonly trustedProxy?: never; readonly anonymous?: never }
  | { readonly trustedProxy: TrustedProxyAuth; readonly oidc?: never; readonly anonymous?: never }
  | { readonly anonymous: true; readonly oidc?: never; readonly trustedProxy?: never };

/** OpenID Connect. source: facts/openshell-0.0.46.md §2.2; faults F-GW-15, F-GW-16, F-TEN-08 */
export interface OidcAuth {
  /** The issuer, byte for byte as tokens name it: no slash at the end. KF4021. */
  readonly issuer: string;
  /** `aud` of the tokens that are accepted. */
  readonly audience: string;
  /** Role of administrators and of users; upstream needs both or neither. KF4022. */
  readonly roles?: { readonly admin: string; readonly user: string; readonly claim?: string };
  /** Claim that holds scopes. @default - scopes are not checked */
  readonly scopesClaim?: string;
  /** A ConfigMap in the gateway's namespace with `ca.crt` of the issuer. @default - the system's roots */
  readonly caConfigMap?: string;
  /**
   * Where the NetworkPolicy opens the issuer's port.
   *
   * @default - the namespace that the issuer's host names, else public addresses
   */
  readonly to?: NetworkPeer;
  /** Port of the issuer's pods behind their Service. @default - the port of the issuer's URL */
  readonly port?: number;
}

/**
 * A proxy in front that has authenticated the user. The gateway itself sees nobody: no release reads a user from a
 * header, so whoever reaches the port has full rights. KF4030. source: architecture/gateway.md at v0.0.111
 */
export interface TrustedProxyAuth {
  /** The proxy's pods: beside the sandboxes nobody else reaches the port. */
  readonly proxy: NetworkPeer;
}
